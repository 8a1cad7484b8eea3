import { expectProperties, notApplicable, one, propertyRule, something } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

/** Source: Microsoft Learn, firewall/firewall-faq and vpn-gateway/vpn-gateway-about-vpn-gateway-settings (2024). */
const WITHOUT_GROUP: ReadonlySet<string> = new Set([
  "AzureFirewallSubnet",
  "AzureFirewallManagementSubnet",
  "GatewaySubnet",
]);

export const rule = propertyRule({
  id: "subnet-guarded",
  title: "Every subnet has a network security group, where Azure allows one",
  why: "What is in the subnet could be reached from every network that is joined with it.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.networkZones", "isolation"],
  remediation: "Set networkSecurityGroup.id.",
  types: ["network:Subnet"],
  judge: (subnet) => {
    const name = String(subnet.inputs["subnetName"]);
    return WITHOUT_GROUP.has(name)
      ? notApplicable(`Azure allows no group at ${name}`)
      : expectProperties(subnet, { "networkSecurityGroup.id": something("the id of a group") });
  },
  cases: {
    pass: {
      given: one("network:Subnet", { networkSecurityGroup: { id: "/nsg" } }),
      says: ['networkSecurityGroup.id is "/nsg"'],
    },
    fail: {
      given: one("network:Subnet", { networkSecurityGroup: { id: "" } }),
      says: ['networkSecurityGroup.id is ""; it has to be the id of a group'],
    },
    absent: {
      given: one("network:Subnet", {}),
      says: ["networkSecurityGroup.id is absent; it has to be the id of a group"],
    },
    unknown: {
      given: one("network:Subnet", { networkSecurityGroup: UNKNOWN }),
      says: ["networkSecurityGroup.id is not known before the update; it has to be the id of a group"],
    },
    notApplicable: {
      given: one("network:Subnet", { subnetName: "AzureFirewallSubnet" }),
      says: ["Azure allows no group at AzureFirewallSubnet"],
    },
  },
  sabotage: [
    {
      what: "detaches the group",
      type: "network:Subnet",
      where: (one) => "networkSecurityGroup" in one.inputs,
      set: { networkSecurityGroup: undefined },
      also: ["nothing-else-passes"],
    },
  ],
});
