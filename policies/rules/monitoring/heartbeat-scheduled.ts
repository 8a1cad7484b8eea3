import { durationMinutes } from "../../../agreement/duration";
import { parseStackName } from "../../../azure/names/stack-name";
import {
  needsUnion,
  notApplicable,
  relationRule,
  said,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { walk } from "../../resources/reading";
import type { ResourceSet } from "../../resources/resource-set";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram, tells } from "../backup/cron-job-example";
import { judgeSchedule, programsOf, type ScheduledProgram } from "../backup/scheduled-jobs";

/**
 * What is wrong with whom a heartbeat watches and whom it tells; a variable that is absent tells nothing, and the program
 * refuses to run.
 */
function judgeTold(
  { resource, variables }: ScheduledProgram,
  resources: ResourceSet,
  watcher?: string,
): readonly Outcome[] {
  const [watched, told, query] = ["WATCHED_WORKSPACE", "BEAT_ENDPOINT", "QUERY"].map((name) => variables.get(name));
  const open = [watched, told, query].some(isUnknown);
  if (open)
    return [
      undetermined("whom the heartbeat of monitoring watches and tells is not known before the update", resource),
    ];
  const workspaces = resources
    .ofType("operationalinsights:Workspace")
    .map(({ outputs }) => walk(outputs, "customerId"));
  const known = workspaces.flatMap((one) => (one.kind === "given" ? [String(one.value)] : []));
  // A workspace that is about to be made has no id yet.
  const isStranger = known.length > 0 && known.length === workspaces.length && !known.includes(String(watched));
  return [
    ...(watched !== undefined && isStranger
      ? [violation(`the heartbeat watches the workspace ${said(watched)}, which is none of the platform's`, resource)]
      : []),
    ...(told !== undefined && watcher !== undefined && told !== `https://${watcher}`
      ? [
          violation(
            `the heartbeat tells ${said(told)} that monitoring is alive; https://${watcher} waits for it`,
            resource,
          ),
        ]
      : []),
    ...(query !== undefined && !/\bmax\(TimeGenerated\)/.test(said(query))
      ? [violation(`the heartbeat asks "${said(query)}", which is not when the newest record came`, resource)]
      : []),
  ];
}

const beat = (spec: Readonly<Record<string, unknown>> = { schedule: "*/5 * * * *" }) =>
  cronJob("heartbeat", "heartbeat", {}, spec);
const stack = "superoffice-local-workload-01";

export const rule = relationRule({
  id: "heartbeat-scheduled",
  title: "Monitoring says that it is alive to whoever waits for it, more often than its silence is told",
  why: "Monitoring that died says nothing, which looks like a quiet night.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.itself"],
  remediation:
    "Schedule the heartbeat closer together than the monitoring may be silent, and let it watch the platform's own workspace and tell the host that the environment names as watcher.",
  spans: "platform",
  judge: (resources, { agreement, tenants, watcher }) => {
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
    return beats.flatMap((beat) => [
      judgeSchedule(beat, "heartbeat of monitoring", silent),
      ...judgeTold(beat, resources, watcher),
    ]);
  },
  cases: {
    pass: { stack, given: [beat()], says: ["the heartbeat of monitoring runs every 5 minutes"] },
    fail: {
      stack,
      given: [beat({ schedule: "0 * * * *" })],
      says: ["the heartbeat of monitoring runs every 60 minutes; it has to run every 10"],
    },
    absent: {
      stack,
      given: [cronJob("probe", "probe", {}, {})],
      says: ["nothing says that monitoring is alive"],
    },
    unknown: {
      stack,
      given: [beat({ schedule: UNKNOWN })],
      says: ["when the heartbeat of monitoring runs is not known before the update"],
    },
    notApplicable: { given: [beat()], says: ["no workload layer of a cell with tenants is among the resources"] },
  },
  sabotage: [
    {
      what: "tells strangers that monitoring is alive",
      ...isProgram("heartbeat"),
      edit: tells("BEAT_ENDPOINT", "https://other.example.com"),
    },
    {
      what: "watches another workspace",
      ...isProgram("heartbeat"),
      edit: tells("WATCHED_WORKSPACE", "11111111-2222-3333-4444-555555555555"),
    },
    { what: "asks for nothing that was recorded", ...isProgram("heartbeat"), edit: tells("QUERY", "print now()") },
    { what: "removes the heartbeat", ...isProgram("heartbeat"), remove: true },
    {
      what: "suspends the heartbeat",
      ...isProgram("heartbeat"),
      set: { "spec.suspend": true },
      also: ["scheduled-job-active"],
    },
    { what: "lets the heart beat once an hour", ...isProgram("heartbeat"), set: { "spec.schedule": "0 * * * *" } },
  ],
});
