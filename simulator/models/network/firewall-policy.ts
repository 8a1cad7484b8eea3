import { NETWORK } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { idKey } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { objectAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { succeeded, withDefaults, withProperties } from "../stored-body";
import { tierRank } from "./firewall-tier";

export const firewallPolicyType = "Microsoft.Network/firewallPolicies";

function tierOf(body: Write["requested"]): string {
  return textAt(body, "properties.sku.tier") ?? "Standard";
}

/** Microsoft Learn, firewall/premium-features. */
function premiumProblems({ requested }: Write): readonly ArmProblem[] {
  const intrusion = textAt(requested, "properties.intrusionDetection.mode") ?? "Off";
  const isPremium = tierOf(requested) === "Premium";
  return [
    ...refuseWhen(!isPremium && intrusion !== "Off", () =>
      refusal(
        "InvalidRequestFormat",
        "Intrusion detection needs a policy of tier Premium.",
        "properties.intrusionDetection",
      ),
    ),
    ...refuseWhen(!isPremium && objectAt(requested, "properties.transportSecurity") !== undefined, () =>
      refusal("InvalidRequestFormat", "TLS inspection needs a policy of tier Premium.", "properties.transportSecurity"),
    ),
  ];
}

const strictness = ["Off", "Alert", "Deny"];

/** Microsoft Learn, firewall-manager/rule-processing: a child is never less strict than its parent. */
function inheritanceProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const base = cloud.get(textAt(requested, "properties.basePolicy.id") ?? "");
  if (base === undefined) return [];
  const own = textAt(requested, "properties.threatIntelMode") ?? "Alert";
  const inherited = textAt(base.body, "properties.threatIntelMode") ?? "Alert";
  return [
    ...refuseWhen(idKey(base.id) === id.key, () =>
      refusal("InvalidRequestFormat", "A policy cannot be its own base policy.", "properties.basePolicy.id"),
    ),
    ...refuseWhen(tierRank(tierOf(base.body)) > tierRank(tierOf(requested)), () =>
      refusal(
        "InvalidRequestFormat",
        `A policy of tier ${tierOf(requested)} cannot inherit from one of tier ${tierOf(base.body)}.`,
        "properties.basePolicy.id",
      ),
    ),
    ...refuseWhen(strictness.indexOf(own) < strictness.indexOf(inherited), () =>
      refusal(
        "InvalidRequestFormat",
        `threatIntelMode '${own}' is less strict than the base policy's '${inherited}'.`,
        "properties.threatIntelMode",
      ),
    ),
  ];
}

export const firewallPolicy: ResourceModel = {
  armType: firewallPolicyType,
  check: (write) => [
    ...missing(write, "location"),
    ...nameProblems(write.id, NETWORK),
    ...premiumProblems(write),
    ...inheritanceProblems(write),
  ],
  compute: (write) =>
    succeeded(
      withIdentity(write, withDefaults(write.requested, { sku: { tier: "Standard" }, threatIntelMode: "Alert" })),
    ),
  view: ({ id, body }, cloud) => {
    const mentions = cloud.referencesTo(id).map(({ from }) => from);
    const ids = (type: string): readonly { readonly id: string }[] =>
      mentions.filter((each) => idKey(each.type) === idKey(type)).map((each) => ({ id: each.id }));
    return withProperties(body, {
      childPolicies: ids(firewallPolicyType),
      firewalls: ids("Microsoft.Network/azureFirewalls"),
      ruleCollectionGroups: cloud
        .children(id, `${firewallPolicyType}/ruleCollectionGroups`)
        .map((each) => ({ id: each.id })),
    });
  },
  immutable: ["properties.sku.tier"],
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Network/azureFirewalls", firewallPolicyType],
    "Conflict",
    (name, user) => `Firewall policy ${name} is in use by ${user} and cannot be deleted.`,
  ),
};
