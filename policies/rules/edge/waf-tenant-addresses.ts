import { tenantsWith } from "../../../agreement/options-in-force";
import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { admitted, blockOutside, refusesEverybody } from "./blocking-rules";
import { guardedListeners } from "./effective-policies";

const id =
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf";
const agreed = ["198.51.100.64/28", "2001:db8:40::/48"];
const policy = (customRules: unknown) =>
  ({ type: "network:WebApplicationFirewallPolicy", name: "waf", id, inputs: { customRules } }) as const;
const gateway = (firewallPolicy: unknown) =>
  ({
    type: "network:ApplicationGateway",
    name: "gateway",
    inputs: { httpListeners: [{ name: "a", hostName: "amstelwaard.begroting.example.nl", firewallPolicy }] },
  }) as const;

/** What is wrong with the addresses that a policy lets in: nothing, or in words. */
function wrongWith(policy: RegisteredResource, wanted: readonly string[]): string | undefined {
  const lists = admitted(policy, "IPMatch");
  if (lists.length === 0) return `lets in every address; only ${wanted.join(", ")} may come in`;
  // Whoever is outside of any one list is blocked, so that what all lists have in common gets in.
  const [first = { values: [] }, ...others] = lists;
  const getsIn = first.values.filter((address) => others.every(({ values }) => values.includes(address)));
  const strange = getsIn.filter((address) => !wanted.includes(address));
  if (strange.length > 0) return `lets in ${strange.join(", ")}; only ${wanted.join(", ")} may come in`;
  const missing = wanted.filter((address) => !getsIn.includes(address));
  return missing.length > 0 ? `keeps out ${missing.join(", ")}, from where the tenant's users come` : undefined;
}

export const rule = relationRule({
  id: "waf-tenant-addresses",
  title: "Users of a tenant that bought it get in from its fixed addresses only",
  why: "The customer was promised that nobody signs in to its environment from anywhere else.",
  severity: "critical",
  concern: "security",
  clauses: ["access.tenantAddresses"],
  remediation:
    "Give the policy of the tenant's listener a custom rule that blocks every address (RemoteAddr, IPMatch, negated) but the tenant's, ahead of every rule that allows.",
  spans: "stack",
  judge: (resources, { agreement, tenants }) => {
    const buyers = tenantsWith("access.tenantAddresses", agreement.access.tenantAddresses, { agreement, tenants });
    const listeners = guardedListeners(resources).flatMap((listener) => {
      const tenant = buyers.find(({ hostName }) => hostName === listener.hostName);
      return tenant === undefined || listener.isPrivate ? [] : [{ ...listener, tenant }];
    });
    if (listeners.length === 0) return notApplicable("there are no listeners of tenants with fixed addresses");
    return listeners.map(({ gateway, name, policy, tenant }) => {
      const about = `listener "${name}" of tenant ${tenant.code}`;
      const wanted = tenant.overrides.addresses;
      if (wanted === undefined)
        return violation(`nobody has said from where users of tenant ${tenant.code} come`, gateway);
      if (policy.kind === "unknown") {
        return undetermined(`the policy of ${about} is not known before the update`, gateway);
      }
      if (policy.kind !== "resource") return violation(`${about} has no policy that looks at addresses`, gateway);
      if (read(policy.resource, "customRules").kind === "unknown") {
        return undetermined(`the custom rules for ${about} are not known before the update`, gateway);
      }
      if (refusesEverybody(policy.resource)) return compliant(`${about} refuses everybody`, gateway);
      const wrong = wrongWith(policy.resource, wanted);
      return wrong === undefined
        ? compliant(`${about} lets in ${wanted.join(", ")} only`, gateway)
        : violation(`${about} ${wrong}`, gateway);
    });
  },
  cases: {
    pass: {
      given: [policy([blockOutside("IPMatch", agreed)]), gateway({ id })],
      platform: "cloxxs",
      says: ['listener "a" of tenant amst lets in 198.51.100.64/28, 2001:db8:40::/48 only'],
    },
    fail: {
      given: [policy([blockOutside("IPMatch", [...agreed, "0.0.0.0/0"])]), gateway({ id })],
      platform: "cloxxs",
      says: ['listener "a" of tenant amst lets in 0.0.0.0/0; only 198.51.100.64/28, 2001:db8:40::/48 may come in'],
    },
    absent: {
      given: [policy(undefined), gateway({ id })],
      platform: "cloxxs",
      says: ['listener "a" of tenant amst lets in every address; only 198.51.100.64/28, 2001:db8:40::/48 may come in'],
    },
    unknown: {
      given: [policy(UNKNOWN), gateway({ id })],
      platform: "cloxxs",
      says: ['the custom rules for listener "a" of tenant amst are not known before the update'],
    },
    notApplicable: {
      given: [policy([])],
      platform: "cloxxs",
      says: ["there are no listeners of tenants with fixed addresses"],
    },
  },
  sabotage: [
    {
      what: "widens a tenant's addresses",
      type: "network:WebApplicationFirewallPolicy",
      where: hasAddresses,
      set: { "customRules.1.matchConditions.0.matchValues": ["198.51.100.0/24", "2001:db8:40::/48"] },
    },
    {
      what: "only logs who comes from other addresses",
      type: "network:WebApplicationFirewallPolicy",
      where: hasAddresses,
      set: { "customRules.1.action": "Log" },
    },
    {
      what: "switches the list of addresses off",
      type: "network:WebApplicationFirewallPolicy",
      where: hasAddresses,
      set: { "customRules.1.state": "Disabled" },
    },
  ],
});

function hasAddresses({ inputs }: RegisteredResource): boolean {
  const rules = JSON.stringify(inputs["customRules"] ?? []);
  return rules.includes("RefuseOtherAddresses") && rules.includes(agreed[0] ?? "");
}
