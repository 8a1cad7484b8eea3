import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import { itemsAt, objectsAt, textAt, textListAt, type Placed } from "../read-body";
import { refusal, refuseWhen, repeated } from "../refusal";

/** Microsoft Learn, firewall/rule-processing: 80 characters, alphanumeric at both ends (or `_` at the last). */
const collectionName = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/;

/** What a rule of each type must say. One of each group is enough. */
const needed: Readonly<Record<string, readonly (readonly string[])[]>> = {
  NetworkRule: [
    ["sourceAddresses", "sourceIpGroups"],
    ["destinationAddresses", "destinationIpGroups", "destinationFqdns"],
    ["destinationPorts"],
    ["ipProtocols"],
  ],
  ApplicationRule: [
    ["sourceAddresses", "sourceIpGroups"],
    ["targetFqdns", "fqdnTags", "webCategories", "targetUrls"],
  ],
  NatRule: [["sourceAddresses", "sourceIpGroups"], ["destinationAddresses"], ["destinationPorts"], ["ipProtocols"]],
};

function ruleProblems({ path, value }: Placed<ArmObject>): readonly ArmProblem[] {
  const type = textAt(value, "ruleType") ?? "";
  const name = textAt(value, "name") ?? "";
  const lacking = (needed[type] ?? []).filter((group) => group.every((each) => itemsAt(value, each).length === 0));
  const isNat = type === "NatRule";
  const translated = textAt(value, "translatedAddress") ?? textAt(value, "translatedFqdn");
  return [
    ...lacking.map((group) =>
      refusal("FirewallPolicyRuleInvalid", `Rule '${name}' needs ${group.join(" or ")}.`, `${path}.${group[0] ?? ""}`),
    ),
    ...refuseWhen(isNat && (translated === undefined || textAt(value, "translatedPort") === undefined), () =>
      refusal(
        "FirewallPolicyRuleInvalid",
        `DNAT rule '${name}' needs a translated address or name and a translatedPort.`,
        `${path}.translatedAddress`,
      ),
    ),
    ...refuseWhen(
      isNat &&
        (textListAt(value, "destinationAddresses").length > 1 || textListAt(value, "destinationPorts").length > 1),
      () =>
        refusal(
          "FirewallPolicyRuleInvalid",
          `DNAT rule '${name}' has one destination address and one port.`,
          `${path}.destinationAddresses`,
        ),
    ),
  ];
}

/** A collection holds rules of one kind, and DNAT rules only stand in a NAT collection. */
function kindProblems({ path, value }: Placed<ArmObject>): readonly ArmProblem[] {
  const isNat = textAt(value, "ruleCollectionType") === "FirewallPolicyNatRuleCollection";
  const types = [...new Set(objectsAt(value, "rules").map((rule) => textAt(rule.value, "ruleType") ?? ""))];
  const isWrong = types.length > 1 || types.some((type) => (type === "NatRule") !== isNat);
  return refuseWhen(isWrong, () =>
    refusal(
      "FirewallPolicyRuleCollectionInvalid",
      `A collection has rules of one type${isNat ? ", NatRule" : ", NetworkRule or ApplicationRule"}, and '${textAt(value, "name") ?? ""}' has ${types.join(", ")}.`,
      `${path}.rules`,
    ),
  );
}

/** Refusals of one rule collection. */
export function collectionProblems(collection: Placed<ArmObject>): readonly ArmProblem[] {
  const { path, value } = collection;
  const name = textAt(value, "name") ?? "";
  const inside = (each: Placed<ArmObject>): Placed<ArmObject> => ({ ...each, path: `${path}.${each.path}` });
  const rules = objectsAt(value, "rules").map(inside);
  const names = rules.map((rule) => ({ path: rule.path, value: textAt(rule.value, "name") ?? "" }));
  return [
    ...refuseWhen(!collectionName.test(name), () =>
      refusal(
        "InvalidResourceName",
        `'${name}' is no name of a rule collection: 1 to 80 letters, digits, '_', '.' or '-'.`,
        `${path}.name`,
      ),
    ),
    ...kindProblems(collection),
    ...rules.flatMap(ruleProblems),
    ...repeated(names, (rule, place) =>
      refusal("FirewallPolicyRuleCollectionInvalid", `Two rules of '${name}' are called '${rule}'.`, place),
    ),
  ];
}
