import { isDeepStrictEqual } from "node:util";
import { invalid, when, type ObjectProblem } from "../cluster/api-problem";
import {
  at,
  mapAt,
  numberAt,
  textAt,
  textsAt,
  withPart,
  type KubeObject,
  type KubeValue,
} from "../cluster/kube-object";
import { condition } from "./condition";
import type { KindRules, ObjectWrite, Settled } from "./kind-rules";
import { isEmptySelector, noneOf, selectorProblems, selects } from "./label-selector";
import { withTemplateDefaults } from "../pods/pod-defaults";
import { templateProblems } from "../pods/pod-check";
import { desiredReplicas } from "../pods/desired-replicas";
import { podProblem } from "../pods/pod-readiness";

/** Written by the deployment controller. */
const revision = "deployment.kubernetes.io/revision";

function deploymentDefaults(object: KubeObject): KubeObject {
  const strategy = mapAt(object, "spec", "strategy");
  const rolling = textAt(strategy, "type") !== "Recreate";
  const rollingUpdate = { maxSurge: "25%", maxUnavailable: "25%", ...mapAt(strategy, "rollingUpdate") };
  const completed = withTemplateDefaults(object, {
    progressDeadlineSeconds: 600,
    replicas: 1,
    revisionHistoryLimit: 10,
  });
  return withPart(completed, "spec", {
    strategy: { type: "RollingUpdate", ...strategy, ...(rolling && { rollingUpdate }) },
  });
}

function deploymentProblems(object: KubeObject): readonly ObjectProblem[] {
  const spec = mapAt(object, "spec");
  const selector = mapAt(spec, "selector");
  const labels = textsAt(spec, "template", "metadata", "labels");
  return [
    ...when(isEmptySelector(selector), () =>
      invalid("spec.selector", selector, "empty selector is invalid for deployment"),
    ),
    ...selectorProblems(selector, "spec.selector"),
    ...when(!selects(selector, labels), () =>
      invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`"),
    ),
    ...["replicas", "minReadySeconds", "revisionHistoryLimit"].flatMap((name) =>
      when((numberAt(spec, name) ?? 0) < 0, () =>
        invalid(`spec.${name}`, spec[name] ?? null, "must be greater than or equal to 0"),
      ),
    ),
    ...when((numberAt(spec, "progressDeadlineSeconds") ?? 1) <= (numberAt(spec, "minReadySeconds") ?? 0), () =>
      invalid(
        "spec.progressDeadlineSeconds",
        spec["progressDeadlineSeconds"] ?? null,
        "must be greater than minReadySeconds",
      ),
    ),
    ...strategyProblems(object),
    ...templateProblems(mapAt(spec, "template"), "spec.template", ["Always"]),
  ];
}

function strategyProblems(object: KubeObject): readonly ObjectProblem[] {
  const strategy = mapAt(object, "spec", "strategy");
  const field = "spec.strategy.rollingUpdate";
  const type = textAt(strategy, "type");
  if (type === "Recreate") {
    return when(strategy["rollingUpdate"] !== undefined, () => ({
      field,
      message: "Forbidden: may not be specified when strategy `type` is 'Recreate'",
    }));
  }
  const [surge, unavailable] = [
    at(strategy, "rollingUpdate", "maxSurge"),
    at(strategy, "rollingUpdate", "maxUnavailable"),
  ];
  return [
    ...noneOf(type, ["Recreate", "RollingUpdate"], "spec.strategy.type"),
    ...[surge, unavailable].flatMap((value, i) =>
      shareProblems(value, `${field}.${i === 0 ? "maxSurge" : "maxUnavailable"}`),
    ),
    ...when(isZero(surge) && isZero(unavailable), () =>
      invalid(`${field}.maxUnavailable`, unavailable ?? null, "may not be 0 when `maxSurge` is 0"),
    ),
  ];
}

/** A number or a percentage. */
export function shareProblems(value: KubeValue | undefined, field: string): readonly ObjectProblem[] {
  return [
    ...when(typeof value === "string" && !/^\d+%$/.test(value), () =>
      invalid(field, value ?? null, "a valid percent string must be a numeric string followed by an ending '%'"),
    ),
    ...when(typeof value === "number" && value < 0, () =>
      invalid(field, value ?? null, "must be greater than or equal to 0"),
    ),
  ];
}

function isZero(value: KubeValue | undefined): boolean {
  return value === 0 || value === "0%";
}

/** The controller numbers the templates that a deployment has had. */
function numbered({ object, previous }: ObjectWrite): KubeObject {
  const before = Number(textAt(previous ?? {}, "metadata", "annotations", revision) ?? "0");
  const same = isDeepStrictEqual(at(previous ?? {}, "spec", "template"), at(object, "spec", "template"));
  return withPart(object, "metadata", {
    annotations: { ...textsAt(object, "metadata", "annotations"), [revision]: String(same ? before : before + 1) },
  });
}

function settled(write: ObjectWrite): Settled {
  const { object, view } = write;
  const replicas = desiredReplicas(object, view);
  const problem = podProblem(write, replicas);
  const [status, reason] =
    problem === undefined
      ? (["True", "NewReplicaSetAvailable"] as const)
      : (["False", "ProgressDeadlineExceeded"] as const);
  const ready =
    problem === undefined ? { availableReplicas: replicas, readyReplicas: replicas, updatedReplicas: replicas } : {};
  return {
    status: {
      conditions: [
        condition(
          "Available",
          problem === undefined ? "True" : "False",
          problem === undefined ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
          view.now,
        ),
        condition("Progressing", status, reason, view.now, problem),
      ],
      observedGeneration: numberAt(object, "metadata", "generation") ?? 1,
      replicas,
      ...ready,
    },
    ...(problem !== undefined && { problem }),
  };
}

/** Pods of one template, kept at a number. */
export const deployment: KindRules = {
  groupKind: "apps/Deployment",
  defaults: deploymentDefaults,
  check: deploymentProblems,
  checkChange: (previous, object) =>
    when(!isDeepStrictEqual(at(previous, "spec", "selector"), at(object, "spec", "selector")), () =>
      invalid("spec.selector", mapAt(object, "spec", "selector"), "field is immutable"),
    ),
  allocate: numbered,
  settle: settled,
  minutes: 1,
};
