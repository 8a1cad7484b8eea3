import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { parseName } from "../../../azure/names/resource-name";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { admitted } from "./blocking-rules";
import { guardedListeners } from "./effective-policies";
import { arePrivate } from "./private-addresses";

const id = (name: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/${name}`;
const policy = (policyName: string) =>
  ({ type: "network:WebApplicationFirewallPolicy", name: "waf", id: id("waf"), inputs: { policyName } }) as const;
const gateway = (firewallPolicy: unknown) =>
  ({
    type: "network:ApplicationGateway",
    name: "gateway",
    inputs: { httpListeners: [{ name: "a", hostName: "fjellvik.crm.example.no", firewallPolicy }] },
  }) as const;

/** A listener that the internet does not reach serves the platform's own probes, whoever the tenant is. */
function privateListener(about: string, policy: RegisteredResource, gateway: RegisteredResource) {
  const given = admitted(policy, "IPMatch")[0]?.values;
  return given !== undefined && arePrivate(given)
    ? compliant(`${about} is private and lets in ${given.join(", ")} only`, gateway)
    : violation(`${about} is private and lets in ${given?.join(", ") ?? "every address"}`, gateway);
}

export const rule = relationRule({
  id: "waf-tenant-policy",
  title: "Every tenant's public listener has the tenant's own policy",
  why: "Another tenant's addresses would let strangers in, or keep the customer out.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.url", "access.webApplicationFirewall"],
  remediation: "Give the listener of the tenant's host name the policy that is named for the tenant.",
  spans: "stack",
  judge: (resources, { tenants }) => {
    const listeners = guardedListeners(resources).filter(({ hostName }) =>
      tenants.tenants.some((one) => one.hostName === hostName),
    );
    if (listeners.length === 0) return notApplicable("there are no listeners of tenants");
    return listeners.map(({ gateway, name, hostName, isPrivate, policy }) => {
      const tenant = tenants.tenants.find((one) => one.hostName === hostName);
      const about = `listener "${name}" of tenant ${tenant?.code ?? ""}`;
      if (policy.kind !== "resource") {
        return policy.kind === "unknown"
          ? undetermined(`the policy of ${about} is not known before the update`, gateway)
          : violation(`${about} has no policy of its own`, gateway);
      }
      if (isPrivate) return privateListener(about, policy.resource, gateway);
      const owner = parseName(
        "network:WebApplicationFirewallPolicy",
        String(policy.resource.inputs["policyName"]),
      )?.tenant;
      if (owner !== tenant?.code) return violation(`${about} has the policy of ${owner ?? "the gateway"}`, gateway);
      return compliant(`${about} has the tenant's own policy`, gateway);
    });
  },
  cases: {
    pass: {
      given: [policy("waf-sol-noe-01-fjel-waf"), gateway({ id: id("waf") })],
      says: ['listener "a" of tenant fjel has the tenant\'s own policy'],
    },
    fail: {
      given: [policy("waf-sol-noe-01-nord-waf"), gateway({ id: id("waf") })],
      says: ['listener "a" of tenant fjel has the policy of nord'],
    },
    absent: { given: [gateway(undefined)], says: ['listener "a" of tenant fjel has no policy of its own'] },
    unknown: {
      given: [gateway({ id: UNKNOWN })],
      says: ['the policy of listener "a" of tenant fjel is not known before the update'],
    },
    notApplicable: { given: [policy("waf-sol-noe-01-fjel-waf")], says: ["there are no listeners of tenants"] },
  },
  sabotage: [
    {
      what: "gives every tenant the policy of the first",
      type: "network:ApplicationGateway",
      edit: (inputs) => {
        const listeners = inputs["httpListeners"] as readonly Readonly<Record<string, unknown>>[];
        return {
          ...inputs,
          httpListeners: listeners.map((one) => ({ ...one, firewallPolicy: listeners[0]?.["firewallPolicy"] })),
        };
      },
      also: ["waf-policy-used"],
    },
  ],
});
