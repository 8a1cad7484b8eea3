import {
  atMost,
  expectProperties,
  nothing,
  one,
  otherType,
  propertyRule,
  type Outcome,
  violation,
  worst,
} from "../../framework/language";
import { durationMinutes } from "../../../agreement/duration";
import { textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

/**
 * Records after which an alert has to fire. Ours: no clause and no limit of Azure says a number; a handful tells a fault
 * from a single hiccup, and the components ask for fewer.
 */
const MOST_RECORDS = 5;

/** Longest between two looks, in minutes. Ours: no clause says a number but for what puts a customer out. */
const LONGEST_BETWEEN = 60;

/**
 * Longest that a fault counts, in minutes and in looks. Ours: an alert that still stands is not told again, so a second
 * fault within that time would be nobody's.
 */
const LONGEST_MEMORY = 15;
const LOOKS = 3;

function minutesOf(rule: RegisteredResource, path: string): number | undefined {
  const text = textOf(rule, path);
  return text !== undefined && /^P(T\d+[MH]|\d+D)$/.test(text) ? durationMinutes(text) : undefined;
}

/** Whether every record is looked at, soon, and for no longer than it counts. */
function judgeTiming(rule: RegisteredResource, detectWithin: number): readonly Outcome[] {
  const every = minutesOf(rule, "evaluationFrequency");
  const over = minutesOf(rule, "windowSize");
  const isWorst = valueOf(rule, "severity") === 0;
  const most = isWorst ? Math.min(detectWithin, LONGEST_BETWEEN) : LONGEST_BETWEEN;
  const asksForFaults = String(valueOf(rule, "criteria.allOf.0.operator")).startsWith("Greater");
  if (every === undefined || over === undefined) return [];
  const memory = Math.max(LONGEST_MEMORY, LOOKS * every);
  return [
    ...(every > most ? [violation(`it looks every ${every} minutes; it has to every ${most}`, rule)] : []),
    ...(over < every
      ? [violation(`it looks every ${every} minutes at the last ${over}; what lies between is never seen`, rule)]
      : []),
    ...(asksForFaults && over > memory && every <= most
      ? [violation(`a fault counts for ${over} minutes, in which no other is told; at most ${memory}`, rule)]
      : []),
  ];
}

export const rule = propertyRule({
  id: "query-rule-prompt",
  title: "Alerts on logs look often, are not muted, and a few records are enough",
  why: "The first hours of an outage would be nobody's, and so the promised reaction.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring", "support.severities"],
  remediation: `Leave out muteActionsDuration, and fire on at most ${MOST_RECORDS} records at the first look, and look at least every hour.`,
  types: ["monitor:ScheduledQueryRule"],
  judge: (resource, { agreement }) =>
    worst([
      ...expectProperties(resource, {
        muteActionsDuration: nothing(),
        "criteria.allOf.0.threshold": atMost(MOST_RECORDS, "records"),
        // One look that finds enough is enough: Azure counts several where it is told to.
        "criteria.allOf.0.failingPeriods.minFailingPeriodsToAlert": {
          wanted: "1",
          holds: (value) => value === undefined || value === 1,
        },
      }),
      ...judgeTiming(resource, durationMinutes(agreement.recovery.detectWithin)),
    ]),
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
    {
      what: "looks once a day",
      type: "monitor:ScheduledQueryRule",
      set: { evaluationFrequency: "P1D", windowSize: "P1D" },
    },
    {
      what: "looks at the last five minutes of fifteen",
      type: "monitor:ScheduledQueryRule",
      where: ({ inputs }) => inputs["evaluationFrequency"] === "PT15M",
      set: { windowSize: "PT5M" },
    },
    {
      what: "tells of one outage in two days",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("tenant-down"),
      set: { windowSize: "P2D" },
    },
    {
      what: "waits for six looks",
      type: "monitor:ScheduledQueryRule",
      set: { "criteria.allOf.0.failingPeriods": { minFailingPeriodsToAlert: 6, numberOfEvaluationPeriods: 6 } },
    },
    { what: "mutes an alert for a day", type: "monitor:ScheduledQueryRule", set: { muteActionsDuration: "P1D" } },
    {
      what: "fires only after a thousand records",
      type: "monitor:ScheduledQueryRule",
      set: { "criteria.allOf.0.threshold": 1000 },
    },
  ],
});
