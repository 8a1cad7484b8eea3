import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "query-rule-enabled",
  title: "Every alert on a query is switched on",
  why: "A missing backup would show to nobody.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring"],
  remediation: "Set enabled to true.",
  types: ["monitor:ScheduledQueryRule"],
  judge: (resource) => expectProperties(resource, { enabled: exactly(true) }),
  cases: {
    pass: { given: one("monitor:ScheduledQueryRule", { enabled: true }), says: ["enabled is true"] },
    fail: {
      given: one("monitor:ScheduledQueryRule", { enabled: false }),
      says: ["enabled is false; it has to be true"],
    },
    absent: { given: one("monitor:ScheduledQueryRule", {}), says: ["enabled is absent; it has to be true"] },
    unknown: {
      given: one("monitor:ScheduledQueryRule", { enabled: UNKNOWN }),
      says: ["enabled is not known before the update; it has to be true"],
    },
    notApplicable: otherType("monitor:ScheduledQueryRule"),
  },
  sabotage: [
    {
      what: "switches the alert off",
      type: "monitor:ScheduledQueryRule",
      set: { enabled: false },
      also: ["events-watched"],
    },
  ],
});
