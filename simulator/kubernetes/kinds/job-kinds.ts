import { isDeepStrictEqual } from "node:util";
import { forbidden, invalid, required, when, type ObjectProblem } from "../cluster/api-problem";
import {
  at,
  mapAt,
  nameOf,
  numberAt,
  textAt,
  textsAt,
  withPart,
  type KubeMap,
  type KubeObject,
} from "../cluster/kube-object";
import { condition, secondsOf } from "./condition";
import { cronProblem } from "./cron";
import type { KindRules, ObjectWrite, Settled } from "./kind-rules";
import { noneOf } from "./label-selector";
import { nameProblems } from "./names";
import { templateProblems } from "../pods/pod-check";
import { withPodDefaults, withTemplateDefaults } from "../pods/pod-defaults";
import { podProblem } from "../pods/pod-readiness";

const restartPolicies = ["OnFailure", "Never"];
/** A CronJob's jobs add eleven characters to its name (Kubernetes, ValidateCronJobCreate). */
const longestCronJobName = 52;

function jobDefaults(object: KubeObject): KubeObject {
  const spec = mapAt(object, "spec");
  const alone = spec["completions"] === undefined && spec["parallelism"] === undefined;
  return withTemplateDefaults(object, {
    backoffLimit: 6,
    completionMode: "NonIndexed",
    manualSelector: false,
    podReplacementPolicy: spec["podFailurePolicy"] === undefined ? "TerminatingOrFailed" : "Failed",
    suspend: false,
    ...(alone && { completions: 1 }),
    parallelism: 1,
  });
}

function jobSpecProblems(spec: KubeMap, field: string): readonly ObjectProblem[] {
  return [
    ...["parallelism", "completions", "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"].flatMap(
      (name) =>
        when((numberAt(spec, name) ?? 0) < 0, () =>
          invalid(`${field}.${name}`, spec[name] ?? null, "must be greater than or equal to 0"),
        ),
    ),
    ...noneOf(textAt(spec, "completionMode"), ["NonIndexed", "Indexed"], `${field}.completionMode`),
    ...when(textAt(spec, "completionMode") === "Indexed" && spec["completions"] === undefined, () =>
      required(`${field}.completions`, "when completion mode is Indexed"),
    ),
    ...when(spec["selector"] !== undefined && spec["manualSelector"] !== true, () =>
      invalid(`${field}.selector`, mapAt(spec, "selector"), "`selector` not auto-generated"),
    ),
    ...templateProblems(mapAt(spec, "template"), `${field}.template`, restartPolicies),
  ];
}

/** The controller finds a job's pods by labels that it makes from the job's uid. */
function labelled({ object }: ObjectWrite): KubeObject {
  if (at(object, "spec", "manualSelector") === true) return object;
  const uid = textAt(object, "metadata", "uid") ?? "";
  const own = {
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": nameOf(object),
    "controller-uid": uid,
    "job-name": nameOf(object),
  };
  const labels = { ...textsAt(object, "spec", "template", "metadata", "labels"), ...own };
  const template = withPart(mapAt(object, "spec", "template"), "metadata", { labels });
  const selector = { matchLabels: { "batch.kubernetes.io/controller-uid": uid } };
  return withPart(object, "spec", { selector, template });
}

function jobSettled(write: ObjectWrite): Settled {
  const { object, view } = write;
  const problem =
    at(object, "spec", "suspend") === true
      ? undefined
      : podProblem(write, numberAt(object, "spec", "parallelism") ?? 1);
  const time = secondsOf(view.now);
  if (problem !== undefined) {
    return { status: { active: 0, ready: 0, startTime: time, uncountedTerminatedPods: {} }, problem };
  }
  return {
    status: {
      completionTime: time,
      conditions: [
        condition(
          "SuccessCriteriaMet",
          "True",
          "CompletionsReached",
          view.now,
          "Reached expected number of succeeded pods",
        ),
        condition("Complete", "True", "CompletionsReached", view.now, "Reached expected number of succeeded pods"),
      ],
      ready: 0,
      startTime: time,
      succeeded: numberAt(object, "spec", "completions") ?? 1,
      terminating: 0,
      uncountedTerminatedPods: {},
    },
  };
}

const job: KindRules = {
  groupKind: "batch/Job",
  defaults: jobDefaults,
  check: (object) => jobSpecProblems(mapAt(object, "spec"), "spec"),
  checkChange: (previous, object) =>
    ["template", "completionMode", "selector", "completions"].flatMap((name) =>
      when(!isDeepStrictEqual(at(previous, "spec", name), at(object, "spec", name)), () =>
        invalid(`spec.${name}`, "", "field is immutable"),
      ),
    ),
  allocate: labelled,
  settle: jobSettled,
  minutes: 1,
};

function cronJobDefaults(object: KubeObject): KubeObject {
  const template = mapAt(object, "spec", "jobTemplate");
  const pods = withPodDefaults(mapAt(template, "spec", "template"));
  return withPart(object, "spec", {
    concurrencyPolicy: "Allow",
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
    ...mapAt(object, "spec"),
    jobTemplate: { metadata: {}, ...withPart(template, "spec", { template: pods }) },
  });
}

function cronJobProblems(object: KubeObject): readonly ObjectProblem[] {
  const spec = mapAt(object, "spec");
  const schedule = textAt(spec, "schedule") ?? "";
  const zone = textAt(spec, "timeZone");
  const wrong = cronProblem(schedule);
  return [
    ...when(nameOf(object).length > longestCronJobName, () =>
      invalid("metadata.name", nameOf(object), `must be no more than ${longestCronJobName} characters`),
    ),
    ...nameProblems("subdomain", nameOf(object), "metadata.name"),
    ...when(schedule === "", () => required("spec.schedule")),
    ...when(schedule !== "" && wrong !== undefined, () => invalid("spec.schedule", schedule, wrong ?? "")),
    ...when(zone !== undefined && !isTimeZone(zone), () => invalid("spec.timeZone", zone ?? "", "unknown time zone")),
    ...noneOf(textAt(spec, "concurrencyPolicy"), ["Allow", "Forbid", "Replace"], "spec.concurrencyPolicy"),
    ...["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"].flatMap((name) =>
      when((numberAt(spec, name) ?? 0) < 0, () =>
        invalid(`spec.${name}`, spec[name] ?? null, "must be greater than or equal to 0"),
      ),
    ),
    ...when(/^(CRON_)?TZ=/.test(schedule), () =>
      forbidden("spec.schedule", "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"),
    ),
    ...jobSpecProblems(mapAt(spec, "jobTemplate", "spec"), "spec.jobTemplate.spec"),
  ];
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return /^[A-Z]/.test(zone) && zone !== "Local";
  } catch {
    return false;
  }
}

const cronJob: KindRules = { groupKind: "batch/CronJob", defaults: cronJobDefaults, check: cronJobProblems };

/** Work that ends. */
export const jobKinds: readonly KindRules[] = [job, cronJob];
