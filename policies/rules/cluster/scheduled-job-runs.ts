import { compliant, one, otherType, propertyRule, said, undetermined, violation } from "../../framework/language";
import { listOf, read, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

const TYPE = "kubernetes:batch/v1:CronJob";
const JOB = "kubernetes:batch/v1:Job";

/** The controller looks every ten seconds, so what has less time may never start (kubernetes.io, concepts/workloads/controllers/cron-jobs, v1.36). */
const START_SECONDS = 10;
/** A pod that has to be put on a node and to fetch its image needs about this long. Ours. */
const RUN_SECONDS = 60;

const job = (spec: Readonly<Record<string, unknown>>, run: Readonly<Record<string, unknown>> = {}) =>
  one(TYPE, { spec: { ...spec, jobTemplate: { spec: { activeDeadlineSeconds: 300, ...run } } } });
const ONCE = { concurrencyPolicy: "Forbid" };
const kept = "its runs can start, one at a time, and end";

/** What of a job decides, and of its schedule. */
const OF_RUN = ["activeDeadlineSeconds", "suspend", "parallelism", "completions", "template.spec.containers"];
const OF_SCHEDULE = ["concurrencyPolicy", "startingDeadlineSeconds", "jobTemplate"];

/** Where the specification of a job stands in an object. */
function runOf({ type }: Pick<RegisteredResource, "type">): string {
  return type === TYPE ? "spec.jobTemplate.spec" : "spec";
}

/** What keeps a schedule from starting its runs, or lets them meet. */
function scheduleProblems(resource: RegisteredResource): readonly string[] {
  // Absent, runs go on beside each other (Kubernetes API reference, CronJobSpec).
  const policy = valueOf(resource, "spec.concurrencyPolicy") ?? "Allow";
  const start = valueOf(resource, "spec.startingDeadlineSeconds");
  return [
    ...(policy === "Allow"
      ? ["concurrencyPolicy is Allow, so that two runs work on the same data; it has to be Forbid"]
      : []),
    ...(policy === "Replace"
      ? ["concurrencyPolicy is Replace, so that a new run ends one that works; it has to be Forbid"]
      : []),
    ...(start !== undefined && Number(start) < START_SECONDS
      ? [`startingDeadlineSeconds is ${said(start)}; below ${START_SECONDS} a run may never start`]
      : []),
  ];
}

/** What keeps a run from doing its work, or from ending. */
function runProblems(resource: RegisteredResource): readonly string[] {
  const run = (name: string): unknown => valueOf(resource, `${runOf(resource)}.${name}`);
  const seconds = run("activeDeadlineSeconds");
  return [
    ...(seconds === undefined
      ? ["activeDeadlineSeconds is absent, so that a run which hangs keeps all later ones from starting"]
      : []),
    ...(seconds !== undefined && Number(seconds) < RUN_SECONDS
      ? [
          `activeDeadlineSeconds is ${said(seconds)}, so that runs are ended before they have done anything; it has to be at least ${RUN_SECONDS}`,
        ]
      : []),
    ...(run("suspend") === true ? ["its jobs are made suspended, so that no pod of them runs"] : []),
    ...(run("parallelism") === 0 || run("completions") === 0 ? ["its jobs are to run no pods"] : []),
    ...listOf(resource, `${runOf(resource)}.template.spec.containers`)
      .filter(({ command, args }) => command !== undefined || args !== undefined)
      .map(({ name }) => `container ${String(name)} starts something else than its program (command or args)`),
  ];
}

export const rule = propertyRule({
  id: "scheduled-job-runs",
  title: "A job can start, runs its program once at a time, and ends",
  why: "Copies, checks and probes would be there and do nothing, or get in each other's way.",
  severity: "high",
  concern: "continuity",
  clauses: [],
  remediation: `Set concurrencyPolicy to Forbid and activeDeadlineSeconds to ${RUN_SECONDS} or more, leave startingDeadlineSeconds out or set it to ${START_SECONDS} or more, and leave out suspend, parallelism and completions of the job, and command and args of its container.`,
  types: [TYPE, JOB],
  judge: (resource) => {
    const isScheduled = resource.type === TYPE;
    const watched = [
      ...(isScheduled ? OF_SCHEDULE.map((name) => `spec.${name}`) : []),
      ...OF_RUN.map((name) => `${runOf(resource)}.${name}`),
    ];
    const open = watched.find((path) => read(resource, path).kind === "unknown");
    if (open !== undefined) return [undetermined(`${open} is not known before the update`, resource)];
    const problems = [...(isScheduled ? scheduleProblems(resource) : []), ...runProblems(resource)];
    return problems.length > 0 ? problems.map((text) => violation(text, resource)) : [compliant(kept, resource)];
  },
  cases: {
    pass: { given: job({ ...ONCE, startingDeadlineSeconds: 30 }), says: [kept] },
    fail: {
      given: job({ concurrencyPolicy: "Replace", startingDeadlineSeconds: 5 }, { activeDeadlineSeconds: 1 }),
      says: [
        "concurrencyPolicy is Replace, so that a new run ends one that works; it has to be Forbid",
        "startingDeadlineSeconds is 5; below 10 a run may never start",
        "activeDeadlineSeconds is 1, so that runs are ended before they have done anything; it has to be at least 60",
      ],
    },
    absent: {
      given: job({}, { activeDeadlineSeconds: undefined }),
      says: [
        "concurrencyPolicy is Allow, so that two runs work on the same data; it has to be Forbid",
        "activeDeadlineSeconds is absent, so that a run which hangs keeps all later ones from starting",
      ],
    },
    unknown: {
      given: job({ concurrencyPolicy: UNKNOWN }),
      says: ["spec.concurrencyPolicy is not known before the update"],
    },
    notApplicable: otherType(TYPE, JOB),
  },
  sabotage: [
    { what: "lets two runs work on the same data", type: TYPE, set: { "spec.concurrencyPolicy": "Allow" } },
    { what: "ends a run that works", type: TYPE, set: { "spec.concurrencyPolicy": "Replace" } },
    { what: "gives a run no time to start", type: TYPE, set: { "spec.startingDeadlineSeconds": 5 } },
    { what: "gives a run no time to work", type: TYPE, set: { "spec.jobTemplate.spec.activeDeadlineSeconds": 1 } },
    { what: "lets a run hang", type: TYPE, set: { "spec.jobTemplate.spec.activeDeadlineSeconds": undefined } },
    { what: "makes jobs that are suspended", type: TYPE, set: { "spec.jobTemplate.spec.suspend": true } },
    { what: "runs no pods", type: TYPE, set: { "spec.jobTemplate.spec.parallelism": 0 } },
    {
      what: "starts something else",
      type: TYPE,
      set: { "spec.jobTemplate.spec.template.spec.containers.0.command": ["true"] },
    },
    { what: "keeps the users of a database from being made", type: JOB, set: { "spec.suspend": true } },
  ],
});
