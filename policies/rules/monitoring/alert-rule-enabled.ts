import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "alert-rule-enabled",
  title: "Every alert on a metric is switched on",
  why: "A fault would show to nobody.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring"],
  remediation: "Set enabled to true.",
  types: ["monitor:MetricAlert"],
  judge: (resource) => expectProperties(resource, { enabled: exactly(true) }),
  cases: {
    pass: { given: one("monitor:MetricAlert", { enabled: true }), says: ["enabled is true"] },
    fail: { given: one("monitor:MetricAlert", { enabled: false }), says: ["enabled is false; it has to be true"] },
    absent: { given: one("monitor:MetricAlert", {}), says: ["enabled is absent; it has to be true"] },
    unknown: {
      given: one("monitor:MetricAlert", { enabled: UNKNOWN }),
      says: ["enabled is not known before the update; it has to be true"],
    },
    notApplicable: otherType("monitor:MetricAlert"),
  },
  sabotage: [{ what: "switches the alert off", type: "monitor:MetricAlert", set: { enabled: false } }],
});
