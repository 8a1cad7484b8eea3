import { compliant, forEach, isLedTo, relationRule, undetermined, violation } from "../../framework/language";
import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

/** What planned work of each kind is called. Sources: Microsoft Learn, firewall/customer-controlled-maintenance (2025-07) and vpn-gateway/customer-controlled-gateway-maintenance (2025). */
const SUB_SCOPES = {
  "network:AzureFirewall": "NetworkSecurity",
  "network:VirtualNetworkGateway": "NetworkGatewayMaintenance",
} as const;
const TYPES = Object.keys(SUB_SCOPES) as readonly (keyof typeof SUB_SCOPES)[];

/** What a window does for a part: the right kind of work, another kind, or not known. */
function windowOf(assignment: RegisteredResource, wanted: string, resources: ResourceSet): string | undefined {
  const window = resources.reference(assignment, "maintenanceConfigurationId", "maintenance:MaintenanceConfiguration");
  if (window.kind === "unknown") return "is not known before the update";
  if (window.kind !== "resource") return "is not among the resources";
  const kind = textOf(window.resource, "extensionProperties.maintenanceSubScope");
  return kind === wanted ? undefined : `is for ${kind ?? "nothing"}; it has to be for ${wanted}`;
}

const group = "/subscriptions/s/resourceGroups/rg/providers";
const firewall = {
  type: "network:AzureFirewall",
  name: "firewall",
  id: `${group}/Microsoft.Network/azureFirewalls/afw`,
  inputs: { azureFirewallName: "afw" },
} as const;
const windowId = `${group}/Microsoft.Maintenance/maintenanceConfigurations/mc`;
const window = (maintenanceSubScope: string) =>
  ({
    type: "maintenance:MaintenanceConfiguration",
    name: "window",
    id: windowId,
    inputs: { extensionProperties: { maintenanceSubScope } },
  }) as const;
const assignment = (maintenanceConfigurationId: unknown) =>
  ({
    type: "maintenance:ConfigurationAssignment",
    name: "assignment",
    id: `${firewall.id}/providers/Microsoft.Maintenance/configurationAssignments/mc`,
    inputs: { maintenanceConfigurationId },
  }) as const;

export const rule = relationRule({
  id: "network-maintenance-present",
  title: "Planned work on every firewall and VPN gateway has a window",
  why: "Azure works whenever it likes on what has no window.",
  severity: "high",
  concern: "operations",
  clauses: ["maintenance"],
  remediation: "Assign the firewall or gateway a maintenance configuration of its own kind of work.",
  spans: "stack",
  judge: (resources) =>
    forEach(resources.ofType(...TYPES), "firewalls or VPN gateways", (part) => {
      const assignments = resources.ofType("maintenance:ConfigurationAssignment");
      const parents = assignments.map((one) => resources.parentReference(one));
      switch (isLedTo(part, parents)) {
        case "unknown":
          return undetermined("whether a window is its own is not known before the update", part);
        case "no":
          return violation("planned work on it has no window", part);
        case "yes": {
          const wrong = assignments
            .filter((one) => resources.parentOf(one) === part)
            .map((one) => windowOf(one, SUB_SCOPES[part.type as keyof typeof SUB_SCOPES], resources));
          const [first] = wrong;
          if (wrong.includes(undefined) || first === undefined)
            return compliant("planned work on it has a window", part);
          return first.startsWith("is not known")
            ? undetermined(`its window ${first}`, part)
            : violation(`its window ${first}`, part);
        }
      }
    }),
  cases: {
    pass: {
      given: [firewall, window("NetworkSecurity"), assignment(windowId)],
      says: ["planned work on it has a window"],
    },
    fail: {
      given: [firewall, window("NetworkGatewayMaintenance"), assignment(windowId)],
      says: ["its window is for NetworkGatewayMaintenance; it has to be for NetworkSecurity"],
    },
    absent: { given: [firewall], says: ["planned work on it has no window"] },
    unknown: {
      given: [firewall, assignment(UNKNOWN)],
      says: ["its window is not known before the update"],
    },
    notApplicable: { given: [window("NetworkSecurity")], says: ["there are no firewalls or VPN gateways"] },
  },
  sabotage: [
    { what: "leaves planned work on a firewall to Azure", type: "maintenance:ConfigurationAssignment", remove: true },
    {
      what: "gives a firewall the window of a gateway",
      type: "maintenance:MaintenanceConfiguration",
      set: { "extensionProperties.maintenanceSubScope": "NetworkGatewayMaintenance" },
    },
  ],
});
