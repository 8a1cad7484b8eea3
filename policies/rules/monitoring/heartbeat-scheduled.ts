import { durationMinutes } from "../../../agreement/duration";
import { parseStackName } from "../../../azure/names/stack-name";
import { compliant, needsUnion, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram } from "../backup/cron-job-example";
import { longestGap } from "../backup/longest-gap";
import { programsOf } from "../backup/scheduled-jobs";

const beat = (spec: Readonly<Record<string, unknown>> = { schedule: "*/5 * * * *" }) =>
  cronJob("heartbeat", "heartbeat", {}, spec);
const stack = "superoffice-local-workload-01";

export const rule = relationRule({
  id: "heartbeat-scheduled",
  title: "Monitoring says that it is alive more often than its silence is told",
  why: "Monitoring that died says nothing, which looks like a quiet night.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.itself"],
  remediation: "Schedule the heartbeat closer together than the monitoring may be silent.",
  spans: "platform",
  judge: (resources, { agreement, tenants }) => {
    const silent = durationMinutes(agreement.monitoring.itself.silentFor);
    const stacks = [...new Set(resources.resources.map((one) => one.stack))].filter((one) => {
      const identity = parseStackName(one);
      return identity.layer === "workload" && tenants.tenants.some(({ cell }) => Number(cell) === identity.cell);
    });
    if (stacks.length === 0) return notApplicable("no workload layer of a cell with tenants is among the resources");
    // One is enough for a workspace, whichever cell it beats in.
    const beats = programsOf(resources).filter(({ program }) => program === "heartbeat");
    if (beats.length === 0) {
      return resources.isUnion
        ? [violation("nothing says that monitoring is alive")]
        : [needsUnion("whether anything says that monitoring is alive")];
    }
    return beats.map(({ resource }) => {
      if (read(resource, "spec.schedule").kind === "unknown") {
        return undetermined("how often it beats is not known before the update", resource);
      }
      const gap = longestGap(textOf(resource, "spec.schedule") ?? "") ?? Number.POSITIVE_INFINITY;
      return gap <= silent
        ? compliant(`it beats every ${gap} minutes`, resource)
        : violation(`it beats every ${gap} minutes; silence is told after ${silent}`, resource);
    });
  },
  cases: {
    pass: { stack, given: [beat()], says: ["it beats every 5 minutes"] },
    fail: {
      stack,
      given: [beat({ schedule: "0 * * * *" })],
      says: ["it beats every 60 minutes; silence is told after 10"],
    },
    absent: {
      stack,
      given: [cronJob("probe", "probe", {}, {})],
      says: ["nothing says that monitoring is alive"],
    },
    unknown: {
      stack,
      given: [beat({ schedule: UNKNOWN })],
      says: ["how often it beats is not known before the update"],
    },
    notApplicable: { given: [beat()], says: ["no workload layer of a cell with tenants is among the resources"] },
  },
  sabotage: [
    { what: "removes the heartbeat", ...isProgram("heartbeat"), remove: true },
    { what: "lets the heart beat once an hour", ...isProgram("heartbeat"), set: { "spec.schedule": "0 * * * *" } },
  ],
});
