import type { ComponentArgs } from "../../components/component-args";
import { AlertRoute } from "../../components/monitoring/alert-route";
import { ChangeAlert } from "../../components/monitoring/change-alert";
import { ThreatAlert } from "../../components/monitoring/threat-alert";
import { securityContact } from "../../components/security/security-contact";
import type { Plan } from "../plan/plan";

/** Everything by which a copy, an archive or the guard itself could be weakened. */
const WEAKENING = [
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/locks/delete",
  "Microsoft.Authorization/policyAssignments/delete",
  "Microsoft.Storage/storageAccounts/delete",
  "Microsoft.Storage/storageAccounts/managementPolicies/write",
  "Microsoft.DataProtection/resourceGuards/write",
  "Microsoft.DataProtection/resourceGuards/delete",
  "Microsoft.Insights/diagnosticSettings/delete",
];

/**
 * The guard tells of its own changes and of attacks on it, in its own subscription: nothing in production can silence it.
 */
export function watchGuard(plan: Plan, place: ComponentArgs): void {
  const [urgent] = plan.alerts.routes;
  if (urgent === undefined) return;
  const { guard: subscription } = plan.target.subscriptions;
  const { emails } = urgent;
  securityContact("security-contact", emails, {});
  const route = new AlertRoute("alerts-guard", { ...place, key: "guard", emails });
  const alert = { ...place, subscription, routes: [route.resourceId] };
  const description = "Somebody changed what guards copies, logs and backups.";
  new ChangeAlert("guard-changed", { ...alert, role: "grd", label: "guard", description, operations: WEAKENING });
  new ThreatAlert("threat-found-guard", { ...alert, role: "sec", label: "threats-guard" });
}
