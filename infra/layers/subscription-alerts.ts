import * as resources from "@pulumi/azure-native/resources";
import type { CustomResourceOptions, Input, ProviderResource } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import type { ComponentArgs } from "../../components/component-args";
import { budget } from "../../components/monitoring/budget";
import { ChangeAlert } from "../../components/monitoring/change-alert";
import { ThreatAlert } from "../../components/monitoring/threat-alert";
import { nameInScope } from "../../components/name-in-scope";
import { securityContact } from "../../components/security/security-contact";
import type { Plan } from "../plan/plan";
import type { SubscriptionFault } from "./alert-rules";

export interface SubscriptionAlertsArgs {
  /** Where alerts on the platform's subscription stand. */
  readonly home: ComponentArgs;
  /** Provider of the cells' subscription, where that is not the platform's. */
  readonly cellsProvider?: ProviderResource;
  /** Action groups for a kind of fault. */
  readonly routes: (fault: SubscriptionFault) => readonly Input<string>[];
}

interface Change {
  readonly fault: Exclude<SubscriptionFault, "threat-found">;
  readonly role: Role;
  readonly label: string;
  readonly description: string;
  /** Source: Microsoft Learn, role-based-access-control/permissions (2024). */
  readonly operations: readonly string[];
}

const both = (type: string): readonly string[] => [`${type}/write`, `${type}/delete`];

const CHANGES: readonly Change[] = [
  {
    fault: "firewall-changed",
    role: "fwl",
    label: "changed",
    description: "Somebody changed what the firewalls let through; there must be a change reference for it.",
    operations: [
      ...both("Microsoft.Network/firewallPolicies"),
      ...both("Microsoft.Network/firewallPolicies/ruleCollectionGroups"),
      ...both("Microsoft.Network/networkSecurityGroups/securityRules"),
    ],
  },
  {
    fault: "access-changed",
    role: "idn",
    label: "access",
    description: "Somebody changed who may do what here, or took a lock or a guard away.",
    operations: [
      ...both("Microsoft.Authorization/roleAssignments"),
      ...both("Microsoft.Authorization/roleDefinitions"),
      ...both("Microsoft.Authorization/policyAssignments"),
      "Microsoft.Authorization/locks/delete",
    ],
  },
  {
    fault: "logging-changed",
    role: "aud",
    label: "logging",
    description: "Somebody changed what is logged, or who is told of it.",
    operations: [
      ...both("Microsoft.Insights/diagnosticSettings"),
      "Microsoft.Insights/activityLogAlerts/delete",
      "Microsoft.Insights/scheduledQueryRules/delete",
      "Microsoft.Insights/metricAlerts/delete",
      "Microsoft.Insights/actionGroups/delete",
    ],
  },
];

/**
 * What is done to the subscriptions of platform and cells, whoever does it and by whatever tool: changes of firewalls, of
 * access and of logs, and attacks. A rule on the activity of a subscription stands in that subscription (estimate, not
 * read in a source).
 */
export function subscriptionAlerts(plan: Plan, args: SubscriptionAlertsArgs): void {
  const { home, cellsProvider: provider } = args;
  watch(plan, args, "platform", home, {});
  if (provider === undefined) return;
  const { scope, location, tags } = home;
  const group = new resources.ResourceGroup(
    "monitoring-cells",
    { resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "mon" }), location, tags },
    { provider },
  );
  watch(plan, args, "cells", { ...home, resourceGroupName: group.name }, { provider });
}

function watch(
  plan: Plan,
  { routes }: SubscriptionAlertsArgs,
  owner: "cells" | "platform",
  place: ComponentArgs,
  options: CustomResourceOptions,
): void {
  const subscription = plan.target.subscriptions[owner];
  for (const { fault, role, label, description, operations } of CHANGES) {
    const change = { ...place, role, label: `${label}-${owner}`, description, subscription, operations };
    new ChangeAlert(`${fault}-${owner}`, { ...change, routes: routes(fault) }, options);
  }
  new ThreatAlert(
    `threat-found-${owner}`,
    { ...place, role: "sec", label: `threats-${owner}`, subscription, routes: routes("threat-found") },
    options,
  );
  addBudget(plan, owner, options);
  const [urgent] = plan.alerts.routes;
  if (urgent !== undefined) securityContact(`security-contact-${owner}`, urgent.emails, options);
}

/** The budget of a subscription, where the environment has one. */
export function addBudget(
  plan: Plan,
  owner: "guard" | "platform" | "cells",
  options: CustomResourceOptions = {},
): void {
  const { budget: agreed, subscriptions } = plan.target;
  if (agreed === undefined) return;
  const { from, monthly, emails } = agreed;
  budget(`budget-${owner}`, { subscription: subscriptions[owner], monthly: monthly[owner], from, emails }, options);
}
