import { LIMITS, RANGES } from "../../../azure/limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { parsePrefix } from "../ip-prefix";
import { nameProblems } from "../name-rule";
import { itemsAt, numberAt, objectsAt, textAt, textListAt, type Placed } from "../read-body";
import { missing, outside, refusal, refuseWhen, repeated } from "../refusal";
import { succeeded, withDefaults } from "../stored-body";

/** The name rule is an estimate: no published one was found. The length is of the REST specification. */
const name = { min: 1, max: 128, pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/ };

const mostRules = LIMITS.wafCustomRules.value;
const mostRanges = LIMITS.wafAddressesPerCondition.value;
const mostTexts = LIMITS.wafStringsPerCondition.value;

/** Sets that a new policy can have (Microsoft Learn, web-application-firewall/ruleset-support-policy, 2026-02). */
const managedSets: Readonly<Record<string, readonly string[]>> = {
  OWASP: ["3.2"],
  Microsoft_DefaultRuleSet: ["2.1", "2.2"],
  Microsoft_BotManagerRuleSet: ["0.1", "1.0", "1.1"],
  Microsoft_HTTPDDoSRuleSet: ["1.0"],
};

function conditionProblems({ path, value }: Placed<ArmObject>): readonly ArmProblem[] {
  const operator = textAt(value, "operator");
  const variables = objectsAt(value, "matchVariables").map((each) => textAt(each.value, "variableName"));
  const values = textListAt(value, "matchValues");
  const isAboutAddresses = operator === "IPMatch" || operator === "GeoMatch";
  const isWrong = (text: string): boolean =>
    operator === "IPMatch"
      ? !text.includes(":") && parsePrefix(text) === undefined
      : operator === "GeoMatch" && !/^[A-Z]{2}$/.test(text);
  const most = isAboutAddresses ? mostRanges : mostTexts;
  return [
    ...refuseWhen(isAboutAddresses && variables.some((variable) => variable !== "RemoteAddr"), () =>
      refusal(
        "ApplicationGatewayFirewallCustomRuleInvalid",
        `${operator ?? ""} is for RemoteAddr alone.`,
        `${path}.matchVariables`,
      ),
    ),
    ...values
      .filter(isWrong)
      .map((text) =>
        refusal(
          "ApplicationGatewayFirewallCustomRuleInvalid",
          `'${text}' is no value for ${operator ?? ""}.`,
          `${path}.matchValues`,
        ),
      ),
    ...refuseWhen(values.length > most || (values.length === 0 && operator !== "Any"), () =>
      refusal(
        "ApplicationGatewayFirewallCustomRuleInvalid",
        `A condition with ${operator ?? ""} has 1 to ${most} values, and ${values.length} were given.`,
        `${path}.matchValues`,
      ),
    ),
  ];
}

function rateProblems({ path, value }: Placed<ArmObject>): readonly ArmProblem[] {
  const isRate = textAt(value, "ruleType") === "RateLimitRule";
  const threshold = numberAt(value, "rateLimitThreshold") ?? 0;
  const isComplete =
    threshold >= 1 &&
    textAt(value, "rateLimitDuration") !== undefined &&
    itemsAt(value, "groupByUserSession").length > 0;
  return refuseWhen(isRate && !isComplete, () =>
    refusal(
      "ApplicationGatewayFirewallCustomRuleInvalid",
      "A rate limit rule needs rateLimitThreshold, rateLimitDuration and groupByUserSession.",
      path,
    ),
  );
}

function customRuleProblems({ requested }: Write): readonly ArmProblem[] {
  const rules = objectsAt(requested, "properties.customRules");
  const placed = (read: (rule: ArmObject) => string | number | undefined) =>
    rules.map(({ path, value }) => ({ path, value: String(read(value) ?? "") }));
  return [
    ...refuseWhen(rules.length > mostRules, () =>
      refusal(
        "ApplicationGatewayFirewallCustomRuleInvalid",
        `A policy has at most ${mostRules} custom rules, and ${rules.length} were given.`,
        "properties.customRules",
      ),
    ),
    ...rules.flatMap(({ path, value }) => [
      ...outside(
        numberAt(value, "priority"),
        RANGES.wafCustomRulePriority,
        `${path}.priority`,
        "ApplicationGatewayFirewallCustomRulePriorityInvalid",
      ),
      ...rateProblems({ path, value }),
      ...objectsAt(value, "matchConditions").flatMap((each) =>
        conditionProblems({ ...each, path: `${path}.${each.path}` }),
      ),
    ]),
    ...repeated(
      placed((rule) => numberAt(rule, "priority")),
      (value, path) =>
        refusal(
          "ApplicationGatewayFirewallCustomRulePriorityInvalid",
          `Two custom rules have the priority ${value}.`,
          `${path}.priority`,
        ),
    ),
    ...repeated(
      placed((rule) => textAt(rule, "name")),
      (value, path) =>
        refusal(
          "ApplicationGatewayFirewallCustomRuleInvalid",
          `Two custom rules are called '${value}'.`,
          `${path}.name`,
        ),
    ),
  ];
}

function managedProblems({ requested }: Write): readonly ArmProblem[] {
  const sets = objectsAt(requested, "properties.managedRules.managedRuleSets");
  return [
    ...refuseWhen(sets.length === 0, () =>
      refusal("InvalidRequestContent", "A policy needs a managed rule set.", "properties.managedRules.managedRuleSets"),
    ),
    ...sets.flatMap(({ path, value }) => {
      const [type, version] = [textAt(value, "ruleSetType") ?? "", textAt(value, "ruleSetVersion") ?? ""];
      return refuseWhen(managedSets[type]?.includes(version) !== true, () =>
        refusal("ApplicationGatewayFirewallUnknownRuleSet", `There is no managed rule set ${type} ${version}.`, path),
      );
    }),
  ];
}

export const webApplicationFirewallPolicy: ResourceModel = {
  armType: "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
  check: (write) => [
    ...missing(write, "location", "properties.managedRules"),
    ...nameProblems(write.id, name),
    ...customRuleProblems(write),
    ...managedProblems(write),
  ],
  compute: ({ requested }) =>
    succeeded(
      withDefaults(requested, {
        customRules: [],
        policySettings: {
          fileUploadLimitInMb: 100,
          maxRequestBodySizeInKb: 128,
          mode: "Detection",
          requestBodyCheck: true,
          state: "Disabled",
        },
      }),
    ),
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Network/applicationGateways"],
    "ApplicationGatewayFirewallPolicyInUse",
    (policy, user) => `The policy ${policy} cannot be deleted while ${user} uses it.`,
  ),
};
