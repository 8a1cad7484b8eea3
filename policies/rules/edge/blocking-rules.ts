import { listOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";

/** A custom rule that lets in nobody but a list: by countries or by addresses. */
export interface Admitted {
  readonly name: string;
  readonly values: readonly string[];
}

type Part = Readonly<Record<string, unknown>>;

/**
 * The custom rules of a policy that block whoever is outside a list. Conditions of a rule must all hold, so several
 * negated ones make one list. A rule that is disabled, only logs, or looks at something else blocks nobody.
 *
 * Azure gives addresses of no known country the code ZZ (Microsoft Learn, web-application-firewall/ag/geomatch-custom-rules,
 * 2024), so they are outside of every list that does not name it.
 */
export function admitted(policy: RegisteredResource, operator: "GeoMatch" | "IPMatch"): readonly Admitted[] {
  return listOf(policy, "customRules").flatMap((rule) => {
    const conditions = (rule["matchConditions"] ?? []) as readonly Part[];
    const blocks = rule["action"] === "Block" && rule["state"] !== "Disabled" && rule["ruleType"] === "MatchRule";
    const isList = conditions.length > 0 && conditions.every((one) => isOutside(one, operator));
    if (!blocks || !isList) return [];
    return { name: String(rule["name"]), values: conditions.flatMap((one) => (one["matchValues"] ?? []) as string[]) };
  });
}

/** An address that no request comes from: outside of it is everyone. */
const NOBODY = "255.255.255.255/32";

/** Whether a policy blocks whoever comes. */
export function refusesEverybody(policy: RegisteredResource): boolean {
  return admitted(policy, "IPMatch").some(({ values }) => values.join() === NOBODY);
}

function isOutside(condition: Part, operator: string): boolean {
  const variables = (condition["matchVariables"] ?? []) as readonly Part[];
  return (
    condition["operator"] === operator &&
    condition["negationConditon"] === true &&
    variables.length === 1 &&
    variables[0]?.["variableName"] === "RemoteAddr"
  );
}

/** For examples: a policy with one custom rule that blocks whoever is outside the values. */
export function blockOutside(operator: "GeoMatch" | "IPMatch", matchValues: readonly string[], change: Part = {}) {
  return {
    name: "admission",
    ruleType: "MatchRule",
    action: "Block",
    state: "Enabled",
    matchConditions: [
      { matchVariables: [{ variableName: "RemoteAddr" }], operator, negationConditon: true, matchValues },
    ],
    ...change,
  };
}
