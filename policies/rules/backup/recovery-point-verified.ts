import type { Agreement } from "../../../agreement/agreement";
import { durationMinutes } from "../../../agreement/duration";
import { notApplicable, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram } from "./cron-job-example";
import { judgeScheduledJobs, type NeededJob } from "./scheduled-jobs";

const DAY = 1440;
/**
 * Azure takes a long-term backup from a weekly full one, so nothing newer can be looked at in between (Microsoft Learn,
 * azure-sql/database/long-term-retention-overview). Once a day for a restore to a point is our own reading of "every".
 */
const WEEK = 7 * DAY;

/** Every kind of recovery point that an agreement names. */
function recoveryPoints({ backup }: Agreement): readonly NeededJob[] {
  const program = "verification";
  const isLongTerm = backup.monthly !== undefined || backup.yearly !== undefined;
  return [
    ...backup.independentCopies.map(({ name, every }) => ({
      what: `verification of copy "${name}"`,
      program,
      variables: { RECOVERY_POINT: "copy", COPY: name },
      everyMinutes: durationMinutes(every),
    })),
    {
      what: "verification of restores to a point",
      program,
      variables: { RECOVERY_POINT: "pointInTime" },
      everyMinutes: DAY,
    },
    ...(isLongTerm
      ? [
          {
            what: "verification of long-term backups",
            program,
            variables: { RECOVERY_POINT: "longTerm" },
            everyMinutes: WEEK,
          },
        ]
      : []),
  ];
}

const tenants = ["merw", "hof2", "tyvk"] as const;
const platform = "coachview";
const stack = "coachview-local-workload-01";
const nightly = { schedule: "0 3 * * *" };
const copies = (tenant: string, spec: Readonly<Record<string, unknown>> = nightly) =>
  cronJob("verification", `copy-${tenant}`, { TENANT: tenant, RECOVERY_POINT: "copy", COPY: "daily" }, spec);
const points = (tenant: string, spec: Readonly<Record<string, unknown>> = nightly) =>
  cronJob("verification", `point-${tenant}`, { TENANT: tenant, RECOVERY_POINT: "pointInTime" }, spec);
const ofCopy = (tenant: string) => `the verification of copy "daily" of tenant ${tenant}`;
const ofPoint = (tenant: string) => `the verification of restores to a point of tenant ${tenant}`;
const daily = "runs every 1440 minutes";
const both = (tenant: string) => [copies(tenant), points(tenant)];
const kept = (tenant: string) => [`${ofCopy(tenant)} ${daily}`, `${ofPoint(tenant)} ${daily}`];

export const rule = relationRule({
  id: "recovery-point-verified",
  title: "Every kind of recovery point of every tenant is verified by a restore, on a schedule",
  why: "A backup that nobody has restored is a hope.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.verification"],
  remediation: "Schedule the verification for the tenant and the kind of recovery point, and do not suspend it.",
  spans: "stack",
  judge: (resources, measure) =>
    measure.agreement.backup.verification.scope === "every"
      ? judgeScheduledJobs(resources, measure, recoveryPoints(measure.agreement))
      : notApplicable("samples are agreed, and no schedule of them"),
  cases: {
    pass: { platform, stack, given: tenants.flatMap(both), says: tenants.flatMap(kept) },
    fail: {
      platform,
      stack,
      given: [copies("merw", { ...nightly, suspend: true }), points("merw"), ...both("hof2"), ...both("tyvk")],
      says: [`${ofCopy("merw")} is suspended`, `${ofPoint("merw")} ${daily}`, ...kept("hof2"), ...kept("tyvk")],
    },
    absent: {
      platform,
      stack,
      given: [copies("merw"), ...both("hof2"), ...both("tyvk")],
      says: [
        `${ofCopy("merw")} ${daily}`,
        `nothing on a schedule is ${ofPoint("merw")}`,
        ...kept("hof2"),
        ...kept("tyvk"),
      ],
    },
    unknown: {
      platform,
      stack,
      given: [copies("merw"), points("merw", { schedule: UNKNOWN }), ...both("hof2"), ...both("tyvk")],
      says: [
        `${ofCopy("merw")} ${daily}`,
        `when ${ofPoint("merw")} runs is not known before the update`,
        ...kept("hof2"),
        ...kept("tyvk"),
      ],
    },
    notApplicable: {
      platform,
      stack,
      agreement: { "backup.verification.scope": "sample" },
      given: tenants.flatMap(both),
      says: ["samples are agreed, and no schedule of them"],
    },
  },
  sabotage: [
    {
      what: "stops the verification of a copy",
      ...isProgram("verification", '"copy"'),
      set: { "spec.suspend": true },
      also: ["scheduled-job-active"],
    },
    {
      what: "verifies restores to a point weekly",
      ...isProgram("verification", '"pointInTime"'),
      set: { "spec.schedule": "0 3 * * 0" },
    },
    {
      what: "takes the verification of long-term backups away",
      ...isProgram("verification", '"longTerm"'),
      remove: true,
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
  ],
});
