import { eachHas, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/policy";
const policy = { type: "network:FirewallPolicy", name: "policy", id, inputs: {} } as const;
const firewall = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "network:AzureFirewall", name: "firewall", inputs }) as const;

export const rule = relationRule({
  id: "firewall-policy-used",
  title: "Every firewall policy is that of a firewall, or the base of one that is",
  why: "Rules that were written and reviewed would guard nothing.",
  severity: "medium",
  concern: "security",
  clauses: ["access.firewall"],
  remediation: "Attach the policy to a firewall, or remove it.",
  spans: "stack",
  judge: (resources) => {
    const users = [...resources.ofType("network:AzureFirewall"), ...resources.ofType("network:FirewallPolicy")];
    return eachHas(
      resources.ofType("network:FirewallPolicy"),
      "firewall policies",
      {
        what: "firewall, or policy that builds on it",
        resources: users,
        leadsTo: (user) =>
          resources.reference(
            user,
            user.type === "network:AzureFirewall" ? "firewallPolicy.id" : "basePolicy.id",
            "network:FirewallPolicy",
          ),
      },
      "no firewall has the policy and no policy builds on it",
    );
  },
  cases: {
    pass: {
      given: [policy, firewall({ firewallPolicy: { id } })],
      says: ["its firewall, or policy that builds on it is there"],
    },
    fail: {
      given: [policy, firewall({ firewallPolicy: { id: `${id}-other` } })],
      says: ["no firewall has the policy and no policy builds on it"],
    },
    absent: { given: [policy, firewall({})], says: ["no firewall has the policy and no policy builds on it"] },
    unknown: {
      given: [policy, firewall({ firewallPolicy: { id: UNKNOWN } })],
      says: ["whether its firewall, or policy that builds on it is there is not known before the update"],
    },
    notApplicable: { given: [firewall({})], says: ["there are no firewall policies"] },
  },
  sabotage: [
    {
      what: "leaves a policy without a firewall",
      type: "network:AzureFirewall",
      set: {
        "firewallPolicy.id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/other",
      },
      also: ["network-classified", "required-flows-pass"],
    },
  ],
});
