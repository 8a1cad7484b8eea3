import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { guardedListeners } from "./effective-policies";

const id = (name: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/${name}`;
const policy = { type: "network:WebApplicationFirewallPolicy", name: "waf", id: id("waf"), inputs: {} } as const;
const gateway = (firewallPolicy: unknown) =>
  ({ type: "network:ApplicationGateway", name: "gateway", inputs: { firewallPolicy } }) as const;

export const rule = relationRule({
  id: "waf-policy-used",
  title: "Every policy of a web application firewall judges a listener or a gateway",
  why: "Rules that were written and reviewed would guard nothing.",
  severity: "medium",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation: "Attach the policy, or remove it.",
  spans: "stack",
  judge: (resources) => {
    const gateways = resources.ofType("network:ApplicationGateway");
    return forEach(resources.ofType("network:WebApplicationFirewallPolicy"), "firewall policies", (policy) => {
      const references = gateways.flatMap((gateway) => [
        resources.reference(gateway, "firewallPolicy.id", policy.type as "network:WebApplicationFirewallPolicy"),
        ...guardedListeners(resources)
          .filter((one) => one.gateway === gateway)
          .map((one) => one.policy),
      ]);
      if (references.some((one) => one.kind === "resource" && one.resource === policy)) {
        return compliant("a gateway or a listener has the policy", policy);
      }
      return references.some(
        (one) => one.kind === "unknown" && (one.candidates.length === 0 || one.candidates.includes(policy)),
      )
        ? undetermined("which policies gateways and listeners have is not known before the update", policy)
        : violation("no gateway and no listener has the policy", policy);
    });
  },
  cases: {
    pass: { given: [policy, gateway({ id: id("waf") })], says: ["a gateway or a listener has the policy"] },
    fail: { given: [policy, gateway({ id: id("other") })], says: ["no gateway and no listener has the policy"] },
    absent: { given: [policy], says: ["no gateway and no listener has the policy"] },
    unknown: {
      given: [policy, gateway({ id: UNKNOWN })],
      says: ["which policies gateways and listeners have is not known before the update"],
    },
    notApplicable: { given: [gateway(undefined)], says: ["there are no firewall policies"] },
  },
  sabotage: [
    {
      what: "detaches the policy of the gateway itself",
      type: "network:ApplicationGateway",
      set: { firewallPolicy: undefined },
    },
  ],
});
