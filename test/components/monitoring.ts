import { AbsenceAlert } from "../../components/monitoring/absence-alert";
import { AlertRoute } from "../../components/monitoring/alert-route";
import { CertificateExpiryAlert } from "../../components/monitoring/certificate-expiry-alert";
import { ChangeAlert } from "../../components/monitoring/change-alert";
import { FlowLogStore } from "../../components/monitoring/flow-log-store";
import { RecordAlert } from "../../components/monitoring/record-alert";
import { ThreatAlert } from "../../components/monitoring/threat-alert";
import { Workspace } from "../../components/monitoring/workspace";
import { componentCase, type ComponentFamily } from "./component-case";
import type { Place } from "./place";

/** What every alert has; the smallest tells nobody. */
function alert(place: Place) {
  const { scope, resourceGroupName, tags } = place.at();
  const routes = place.set === "smallest" ? [] : [place.of(AlertRoute).resourceId];
  return { scope, resourceGroupName, tags, role: "dat", routes } as const;
}

function onLogs(place: Place, label: string) {
  const { location } = place.at();
  const { resourceId: workspaceId } = place.of(Workspace);
  return { ...alert(place), location, workspaceId, label, description: "Something is wrong.", query: "Records" };
}

const quick = { every: "PT1M", over: "PT5M" };
const slow = { every: "PT1H", over: "P2D" };

const onActivity = (place: Place, label: string) => ({ ...alert(place), subscription: place.subscription, label });

const route = ({ scope, resourceGroupName, tags }: ReturnType<Place["at"]>) => ({ scope, resourceGroupName, tags });

const certificates = (place: Place) => {
  const { scope, resourceGroupName, tags, location } = place.at();
  const { routes } = alert(place);
  return { scope, resourceGroupName, tags, location, vaultId: place.keyVault.id, routes };
};

export const monitoring: ComponentFamily = {
  Workspace: componentCase(Workspace)({
    smallest: (place) => ({ ...place.at(), retentionDays: 30 }),
    everything: (place) => ({ ...place.at(), retentionDays: 365 }),
    hardened: (place) => ({ ...place.at(), retentionDays: 730 }),
  }),
  AlertRoute: componentCase(AlertRoute)({
    smallest: (place) => ({ ...route(place.at()), key: "all", emails: ["duty@example.com"] }),
    everything: (place) => ({ ...route(place.at()), key: "working1hour", emails: ["a@example.com", "b@example.com"] }),
    hardened: (place) => ({ ...route(place.at()), key: "critical", emails: ["duty@example.com"] }),
  }),
  FlowLogStore: componentCase(FlowLogStore)({
    smallest: (place) => ({ ...place.at(), redundancy: "Standard_LRS", subscription: place.subscription }),
    everything: (place) => ({ ...place.at(), redundancy: "Standard_GZRS", subscription: place.subscription }),
    hardened: (place) => ({ ...place.at(), redundancy: "Standard_ZRS", subscription: place.subscription }),
  }),
  AbsenceAlert: componentCase(AbsenceAlert)({
    smallest: (place) => ({ ...onLogs(place, "absent"), severity: 3, timing: slow }),
    everything: (place) => ({ ...onLogs(place, "absent"), tenant: "ab12", severity: 1, timing: quick }),
    hardened: (place) => ({ ...onLogs(place, "absent"), severity: 0, timing: quick }),
  }),
  RecordAlert: componentCase(RecordAlert)({
    smallest: (place) => ({ ...onLogs(place, "recorded"), severity: 4, timing: slow, atLeast: 1 }),
    everything: (place) => ({
      ...onLogs(place, "recorded"),
      tenant: "ab12",
      each: "Tenant",
      severity: 2,
      timing: quick,
      atLeast: 3,
    }),
    hardened: (place) => ({ ...onLogs(place, "recorded"), severity: 0, timing: quick, atLeast: 1 }),
  }),
  ChangeAlert: componentCase(ChangeAlert)({
    smallest: (place) => ({
      ...onActivity(place, "change"),
      description: "A firewall rule has changed.",
      operations: ["Microsoft.Network/firewallPolicies/write"],
    }),
    everything: (place) => ({
      ...onActivity(place, "change"),
      tenant: "ab12",
      description: "A firewall rule has changed.",
      operations: ["Microsoft.Network/firewallPolicies/write", "Microsoft.Network/firewallPolicies/delete"],
    }),
    hardened: (place) => ({
      ...onActivity(place, "change"),
      description: "A lock has gone.",
      operations: ["Microsoft.Authorization/locks/delete"],
    }),
  }),
  ThreatAlert: componentCase(ThreatAlert)({
    smallest: (place) => onActivity(place, "threat"),
    everything: (place) => ({ ...onActivity(place, "threat"), tenant: "ab12" }),
    hardened: (place) => onActivity(place, "threat"),
  }),
  CertificateExpiryAlert: componentCase(CertificateExpiryAlert)({
    smallest: (place) => ({ ...certificates(place), severity: 3 }),
    everything: (place) => ({ ...certificates(place), severity: 1 }),
    hardened: (place) => ({ ...certificates(place), severity: 0 }),
  }),
};
