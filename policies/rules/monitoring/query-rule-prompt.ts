import { atMost, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "query-rule-prompt",
  title: "Alerts on logs are not muted, and a few records are enough",
  why: "The first hours of an outage would be nobody's, and so the promised reaction.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring", "support.severities"],
  remediation: "Leave out muteActionsDuration, and fire on at most 5 records.",
  types: ["monitor:ScheduledQueryRule"],
  judge: (resource) =>
    expectProperties(resource, { muteActionsDuration: nothing(), "criteria.allOf.0.threshold": atMost(5, "records") }),
  cases: {
    pass: {
      given: one("monitor:ScheduledQueryRule", { muteActionsDuration: "", criteria: { allOf: [{ threshold: 1 }] } }),
      says: ['muteActionsDuration is ""'],
    },
    fail: {
      given: one("monitor:ScheduledQueryRule", {
        muteActionsDuration: "P1D",
        criteria: { allOf: [{ threshold: 1000 }] },
      }),
      says: [
        'muteActionsDuration is "P1D"; it has to be absent or empty',
        "criteria.allOf.0.threshold is 1000; it has to be at most 5 records",
      ],
    },
    absent: {
      given: one("monitor:ScheduledQueryRule", {}),
      says: ["criteria.allOf.0.threshold is absent; it has to be at most 5 records"],
    },
    unknown: {
      given: one("monitor:ScheduledQueryRule", {
        muteActionsDuration: UNKNOWN,
        criteria: { allOf: [{ threshold: 1 }] },
      }),
      says: ["muteActionsDuration is not known before the update; it has to be absent or empty"],
    },
    notApplicable: otherType("monitor:ScheduledQueryRule"),
  },
  sabotage: [
    { what: "mutes an alert for a day", type: "monitor:ScheduledQueryRule", set: { muteActionsDuration: "P1D" } },
    {
      what: "fires only after a thousand records",
      type: "monitor:ScheduledQueryRule",
      set: { "criteria.allOf.0.threshold": 1000 },
    },
  ],
});
