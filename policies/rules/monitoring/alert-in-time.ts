import { expectProperties, one, otherType, propertyRule, type Requirement } from "../../framework/language";
import { durationMinutes } from "../../../agreement/duration";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "alert-in-time",
  title: "A fault is seen within the agreed time",
  why: "The time to recover runs while nobody knows.",
  severity: "high",
  concern: "operations",
  clauses: ["recovery.detectWithin", "recovery"],
  remediation: "Shorten evaluationFrequency and windowSize.",
  types: ["monitor:MetricAlert"],
  judge: (alert, { agreement }) => {
    const minutes = durationMinutes(agreement.recovery.detectWithin);
    const within: Requirement = {
      wanted: `at most ${minutes} minutes`,
      holds: (value) =>
        typeof value === "string" && /^P(T\d+[MH]|\d+D)$/.test(value) && durationMinutes(value) <= minutes,
    };
    return expectProperties(alert, { windowSize: within, evaluationFrequency: within });
  },
  cases: {
    pass: {
      given: one("monitor:MetricAlert", { windowSize: "PT5M", evaluationFrequency: "PT1M" }),
      says: ['windowSize is "PT5M"'],
    },
    fail: {
      given: one("monitor:MetricAlert", { windowSize: "PT1H", evaluationFrequency: "PT1M" }),
      says: ['windowSize is "PT1H"; it has to be at most 5 minutes'],
    },
    absent: {
      given: one("monitor:MetricAlert", { windowSize: "PT5M" }),
      says: ["evaluationFrequency is absent; it has to be at most 5 minutes"],
    },
    unknown: {
      given: one("monitor:MetricAlert", { windowSize: UNKNOWN, evaluationFrequency: "PT1M" }),
      says: ["windowSize is not known before the update; it has to be at most 5 minutes"],
    },
    notApplicable: otherType("monitor:MetricAlert"),
  },
  sabotage: [
    {
      what: "looks once an hour",
      type: "monitor:MetricAlert",
      set: { evaluationFrequency: "PT1H", windowSize: "PT1H" },
    },
  ],
});
