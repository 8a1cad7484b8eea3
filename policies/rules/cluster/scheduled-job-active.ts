import {
  compliant,
  notApplicable,
  one,
  otherType,
  propertyRule,
  undetermined,
  violation,
} from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** A day that no year has: what is scheduled for it is a template that somebody starts. */
const NEVER = /^\S+ \S+ 3[01] 2 \S+$/;

const job = (spec: Readonly<Record<string, unknown>>) => one("kubernetes:batch/v1:CronJob", { spec });

export const rule = propertyRule({
  id: "scheduled-job-active",
  title: "A job that has a schedule is not suspended",
  why: "Copies, verifications and probes would stop without anything being gone or failing.",
  severity: "high",
  concern: "continuity",
  clauses: ["backup.independentCopies", "backup.verification", "monitoring"],
  remediation: "Leave out spec.suspend, or schedule a template for a day that never comes.",
  types: ["kubernetes:batch/v1:CronJob"],
  judge: (resource) => {
    if (NEVER.test(textOf(resource, "spec.schedule") ?? "")) {
      return notApplicable("it is a template that somebody starts");
    }
    const suspend = read(resource, "spec.suspend");
    if (suspend.kind === "unknown") return [undetermined("spec.suspend is not known before the update", resource)];
    // Absent, the controller runs it (Kubernetes API reference, batch/v1 CronJobSpec: defaults to false).
    return suspend.kind === "given" && suspend.value === true
      ? [
          violation(
            `it is suspended, so that its schedule "${textOf(resource, "spec.schedule")}" starts nothing`,
            resource,
          ),
        ]
      : [compliant("its schedule starts it", resource)];
  },
  cases: {
    pass: { given: job({ schedule: "0 4 * * *", suspend: false }), says: ["its schedule starts it"] },
    fail: {
      given: job({ schedule: "0 4 * * *", suspend: true }),
      says: ['it is suspended, so that its schedule "0 4 * * *" starts nothing'],
    },
    absent: { given: job({ schedule: "0 4 * * *" }), says: ["its schedule starts it"] },
    unknown: {
      given: job({ schedule: "0 4 * * *", suspend: UNKNOWN }),
      says: ["spec.suspend is not known before the update"],
    },
    notApplicable: otherType("kubernetes:batch/v1:CronJob"),
  },
  sabotage: [
    {
      what: "suspends a job",
      type: "kubernetes:batch/v1:CronJob",
      where: (one) => !NEVER.test(textOf(one, "spec.schedule") ?? ""),
      set: { "spec.suspend": true },
      also: ["heartbeat-scheduled"],
    },
  ],
});
