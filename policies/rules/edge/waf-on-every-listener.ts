import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { guardedListeners } from "./effective-policies";

const id = (name: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/${name}`;
const policy = (state: string) =>
  ({
    type: "network:WebApplicationFirewallPolicy",
    name: "waf",
    id: id("waf"),
    inputs: { policySettings: { state } },
  }) as const;
const gateway = (firewallPolicy: unknown) =>
  ({
    type: "network:ApplicationGateway",
    name: "gateway",
    inputs: { httpListeners: [{ name: "a", firewallPolicy }] },
  }) as const;

export const rule = relationRule({
  id: "waf-on-every-listener",
  title: "Every listener is judged by a firewall policy that is switched on",
  why: "A listener's own policy takes the place of the gateway's: one that is off or missing leaves the door open.",
  severity: "critical",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation: "Give the listener, or its gateway, the id of an enabled policy.",
  spans: "stack",
  judge: (resources) => {
    const listeners = guardedListeners(resources);
    if (listeners.length === 0) return notApplicable("there are no listeners");
    return listeners.map(({ gateway, name, policy }) => {
      const isOn = (one: RegisteredResource): boolean => valueOf(one, "policySettings.state") === "Enabled";
      switch (policy.kind) {
        case "resource":
          return isOn(policy.resource)
            ? compliant(`listener "${name}" is judged by ${policy.resource.name}`, gateway)
            : violation(`the policy of listener "${name}", ${policy.resource.name}, is switched off`, gateway);
        case "absent":
          return violation(`listener "${name}" has no policy, and neither has its gateway`, gateway);
        case "elsewhere":
          return violation(`the policy of listener "${name}" is not among the resources: ${policy.id}`, gateway);
        case "unknown":
          return policy.candidates.length > 0 && policy.candidates.every(isOn)
            ? compliant(`listener "${name}" is judged by one of ${policy.candidates.length} policies`, gateway)
            : undetermined(`the policy of listener "${name}" is not known before the update`, gateway);
      }
    });
  },
  cases: {
    pass: { given: [policy("Enabled"), gateway({ id: id("waf") })], says: ['listener "a" is judged by waf'] },
    fail: {
      given: [policy("Disabled"), gateway({ id: id("waf") })],
      says: ['the policy of listener "a", waf, is switched off'],
    },
    absent: { given: [gateway(undefined)], says: ['listener "a" has no policy, and neither has its gateway'] },
    unknown: { given: [gateway({ id: UNKNOWN })], says: ['the policy of listener "a" is not known before the update'] },
    notApplicable: { given: [policy("Enabled")], says: ["there are no listeners"] },
  },
  sabotage: [
    {
      what: "removes the policies of a gateway",
      type: "network:ApplicationGateway",
      edit: (inputs) => ({
        ...inputs,
        firewallPolicy: undefined,
        httpListeners: (inputs["httpListeners"] as readonly object[]).map((one) => ({
          ...one,
          firewallPolicy: undefined,
        })),
      }),
      also: ["waf-policy-used", "waf-tenant-policy"],
      alsoOn: { cloxxs: ["waf-tenant-addresses"] },
    },
  ],
});
