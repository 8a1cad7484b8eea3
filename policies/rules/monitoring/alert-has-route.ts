import { expectProperties, one, otherType, propertyRule, something } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const ROUTES: Readonly<Record<string, string>> = {
  "monitor:MetricAlert": "actions.0.actionGroupId",
  "monitor:ScheduledQueryRule": "actions.actionGroups.0",
  "monitor:ActivityLogAlert": "actions.actionGroups.0.actionGroupId",
};

export const rule = propertyRule({
  id: "alert-has-route",
  title: "Every alert tells an alert route",
  why: "A fault would be written down where nobody looks.",
  severity: "critical",
  concern: "operations",
  clauses: ["support.severities", "monitoring"],
  remediation: "Name an action group in the actions of the alert.",
  types: ["monitor:MetricAlert", "monitor:ScheduledQueryRule", "monitor:ActivityLogAlert"],
  judge: (alert) =>
    expectProperties(alert, { [ROUTES[alert.type] ?? "actions"]: something("the id of an action group") }),
  cases: {
    pass: {
      given: one("monitor:MetricAlert", { actions: [{ actionGroupId: "/group" }] }),
      says: ['actions.0.actionGroupId is "/group"'],
    },
    fail: {
      given: one("monitor:ScheduledQueryRule", { actions: { actionGroups: [] } }),
      says: ["actions.actionGroups.0 is absent; it has to be the id of an action group"],
    },
    absent: {
      given: one("monitor:ActivityLogAlert", {}),
      says: ["actions.actionGroups.0.actionGroupId is absent; it has to be the id of an action group"],
    },
    unknown: {
      given: one("monitor:MetricAlert", { actions: UNKNOWN }),
      says: ["actions.0.actionGroupId is not known before the update; it has to be the id of an action group"],
    },
    notApplicable: otherType("monitor:MetricAlert", "monitor:ScheduledQueryRule", "monitor:ActivityLogAlert"),
  },
  sabotage: [
    {
      what: "tells nobody of a metric",
      type: "monitor:MetricAlert",
      set: { actions: [] },
      also: ["alert-severity-route"],
    },
    {
      what: "tells nobody of a missing backup",
      type: "monitor:ScheduledQueryRule",
      set: { actions: undefined },
      also: ["alert-severity-route"],
    },
  ],
});
