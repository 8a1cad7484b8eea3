import { compliant, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const processing = (properties: unknown) =>
  [{ type: "alertsmanagement:AlertProcessingRuleByName", inputs: { properties } }] as const;

export const rule = propertyRule({
  id: "alerts-not-suppressed",
  title: "Nothing keeps alerts from those who have to react",
  why: "Every alert rule would be in order, and nobody would hear of anything.",
  severity: "critical",
  concern: "operations",
  clauses: ["monitoring", "support.severities"],
  remediation: "Remove the processing rule, or leave the action groups of alerts alone.",
  types: ["alertsmanagement:AlertProcessingRuleByName"],
  // Source: Microsoft Learn, azure-monitor/alerts/alerts-processing-rules (2025).
  judge: (rule) => {
    if (read(rule, "properties").kind === "unknown") {
      return [undetermined("properties is not known before the update", rule)];
    }
    const takesAway = listOf(rule, "properties.actions").some(
      ({ actionType }) => String(actionType).toLowerCase() === "removeallactiongroups",
    );
    const scopes = (read(rule, "properties.scopes") as { readonly value?: unknown }).value;
    const where = Array.isArray(scopes) ? scopes.join(", ") : "nothing";
    return [
      takesAway
        ? violation(`it takes the receivers away from every alert on ${where}`, rule)
        : compliant("it takes no receivers away", rule),
    ];
  },
  cases: {
    pass: {
      given: processing({ scopes: ["/subscriptions/s"], actions: [{ actionType: "AddActionGroups" }] }),
      says: ["it takes no receivers away"],
    },
    fail: {
      given: processing({ scopes: ["/subscriptions/s"], actions: [{ actionType: "RemoveAllActionGroups" }] }),
      says: ["it takes the receivers away from every alert on /subscriptions/s"],
    },
    absent: { given: processing({}), says: ["it takes no receivers away"] },
    unknown: { given: processing(UNKNOWN), says: ["properties is not known before the update"] },
    notApplicable: otherType("alertsmanagement:AlertProcessingRuleByName"),
  },
  sabotage: [
    {
      what: "takes the receivers away from every alert of the subscription",
      type: "monitor:ActionGroup",
      adds: {
        type: "alertsmanagement:AlertProcessingRuleByName",
        inputs: ({ resourceGroupName }) => ({
          resourceGroupName,
          alertProcessingRuleName: "quiet",
          location: "global",
          properties: {
            enabled: true,
            scopes: ["/subscriptions/2e005d99-e37e-4b51-8dac-bb4479057f18"],
            actions: [{ actionType: "RemoveAllActionGroups" }],
          },
        }),
      },
    },
  ],
});
