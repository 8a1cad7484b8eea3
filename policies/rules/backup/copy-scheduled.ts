import { durationMinutes } from "../../../agreement/duration";
import { relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram } from "./cron-job-example";
import { judgeScheduledJobs } from "./scheduled-jobs";

const tenants = ["fjel", "nord", "brei"] as const;
const nightly = (tenant: string, spec: Readonly<Record<string, unknown>> = {}) =>
  cronJob("export", `export-nightly-${tenant}`, { TENANT: tenant, COPY: "nightly" }, spec);
const about = (tenant: string) => `the export of copy "nightly" of tenant ${tenant}`;
const stack = "superoffice-local-workload-01";

export const rule = relationRule({
  id: "copy-scheduled",
  title: "Every promised copy of every tenant's database is made on a schedule that keeps its interval",
  why: "Accounts for copies into which nobody writes look like backups and are none.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.independentCopies"],
  remediation: "Schedule the export for the tenant and the copy, and do not suspend it.",
  spans: "stack",
  judge: (resources, measure) =>
    judgeScheduledJobs(
      resources,
      measure,
      measure.agreement.backup.independentCopies.map(({ name, every }) => ({
        what: `export of copy "${name}"`,
        program: "export",
        variables: { COPY: name },
        everyMinutes: durationMinutes(every),
      })),
    ),
  cases: {
    pass: {
      stack,
      given: tenants.map((tenant) => nightly(tenant, { schedule: "30 21 * * *" })),
      says: tenants.map((tenant) => `${about(tenant)} runs every 1440 minutes`),
    },
    fail: {
      stack,
      given: [
        nightly("fjel", { schedule: "30 21 * * 0" }),
        nightly("nord", { schedule: "30 21 * * *", suspend: true }),
        nightly("brei", { schedule: "@daily" }),
      ],
      says: [
        `${about("fjel")} runs every 10080 minutes; it has to run every 1440`,
        `${about("nord")} is suspended`,
        `${about("brei")} has the schedule "@daily", which cannot be read`,
      ],
    },
    absent: {
      stack,
      given: [cronJob("export", "other", { TENANT: "nord", COPY: "other" }, {})],
      says: tenants.map((tenant) => `nothing on a schedule is ${about(tenant)}`),
    },
    unknown: {
      stack,
      given: [
        nightly("fjel", { schedule: UNKNOWN }),
        { ...nightly("nord"), inputs: { spec: { jobTemplate: UNKNOWN } } },
        nightly("brei", { schedule: "0 3 * * *" }),
      ],
      says: [
        `when ${about("fjel")} runs is not known before the update`,
        `whether anything is ${about("nord")} is not known before the update`,
        `${about("brei")} runs every 1440 minutes`,
      ],
    },
    notApplicable: {
      given: [nightly("nord")],
      says: ["no workload layer of a cell with tenants is among the resources"],
    },
  },
  sabotage: [
    { what: "stops an export", ...isProgram("export"), set: { "spec.suspend": true }, also: ["scheduled-job-active"] },
    { what: "makes a copy weekly", ...isProgram("export"), set: { "spec.schedule": "0 3 * * 0" } },
    { what: "takes a tenant's export away", ...isProgram("export"), remove: true },
    {
      what: "exports another copy in its place",
      ...isProgram("export"),
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replaceAll('"COPY","value":"', '"COPY","value":"x')) as typeof inputs,
    },
  ],
});
