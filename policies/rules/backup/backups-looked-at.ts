import { durationMinutes } from "../../../agreement/duration";
import { relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram } from "./cron-job-example";
import { judgeScheduledJobs } from "./scheduled-jobs";

const codes = ["fjel", "nord", "brei"] as const;
const presence = (tenant: string, spec: Readonly<Record<string, unknown>> = { schedule: "5 * * * *" }) =>
  cronJob("presence", `presence-${tenant}`, { TENANT: tenant }, spec);
const about = (tenant: string) => `the look at the backups of tenant ${tenant}`;
const stack = "superoffice-local-workload-01";

export const rule = relationRule({
  id: "backups-looked-at",
  title: "Somebody looks whether every tenant's backups are there, sooner than they may be late",
  why: "A backup that stopped would be missed on the day that it is needed.",
  severity: "critical",
  concern: "continuity",
  clauses: ["monitoring.backups"],
  remediation: "Schedule the tenant's look at its backups closer together than they may be late.",
  spans: "stack",
  judge: (resources, measure) =>
    judgeScheduledJobs(resources, measure, [
      {
        what: "look at the backups",
        program: "presence",
        variables: {},
        everyMinutes: durationMinutes(measure.agreement.monitoring.backups.late),
      },
    ]),
  cases: {
    pass: {
      stack,
      given: codes.map((code) => presence(code)),
      says: [
        "the look at the backups of tenant fjel runs every 60 minutes",
        "the look at the backups of tenant nord runs every 60 minutes",
        "the look at the backups of tenant brei runs every 60 minutes",
      ],
    },
    fail: {
      stack,
      given: [presence("fjel"), presence("nord"), presence("brei", { schedule: "5 1 * * *" })],
      says: [
        "the look at the backups of tenant fjel runs every 60 minutes",
        "the look at the backups of tenant nord runs every 60 minutes",
        "the look at the backups of tenant brei runs every 1440 minutes; it has to run every 360",
      ],
    },
    absent: {
      stack,
      given: [presence("fjel")],
      says: [
        "the look at the backups of tenant fjel runs every 60 minutes",
        "nothing on a schedule is the look at the backups of tenant nord",
        "nothing on a schedule is the look at the backups of tenant brei",
      ],
    },
    unknown: {
      stack,
      given: codes.map((code) => presence(code, { schedule: UNKNOWN })),
      says: codes.map((code) => `when ${about(code)} runs is not known before the update`),
    },
    notApplicable: {
      given: [presence("fjel")],
      says: ["no workload layer of a cell with tenants is among the resources"],
    },
  },
  sabotage: [
    { what: "removes the look at a tenant's backups", ...isProgram("presence"), remove: true },
    {
      what: "looks at a tenant's backups once a week",
      ...isProgram("presence"),
      set: { "spec.schedule": "5 1 * * 0" },
    },
  ],
});
