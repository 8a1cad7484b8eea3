import { invalid, required, when, type ObjectProblem } from "../cluster/api-problem";
import {
  at,
  mapAt,
  mapsAt,
  numberAt,
  textAt,
  withPart,
  type KubeMap,
  type KubeObject,
  written,
} from "../cluster/kube-object";
import { shareProblems } from "./deployment";
import type { KindRules } from "./kind-rules";
import { noneOf, selectorProblems } from "./label-selector";
import { nameProblems } from "./names";
import { quantityValue } from "./quantity";

/** What the autoscaler looks at where nothing is said (Kubernetes, pkg/apis/autoscaling/v2/defaults.go). */
const standardMetric: KubeMap = {
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } },
};
const standardUp: KubeMap = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ],
};
const standardDown: KubeMap = { selectPolicy: "Max", policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] };
const longestWindow = 3_600;
const longestPeriod = 1_800;
const sources = ["containerResource", "external", "object", "pods", "resource"];

function autoscalerDefaults(object: KubeObject): KubeObject {
  const spec = mapAt(object, "spec");
  const behavior = mapAt(spec, "behavior");
  const metrics = mapsAt(spec, "metrics");
  return withPart(object, "spec", {
    minReplicas: 1,
    ...spec,
    metrics: metrics.length > 0 ? metrics : [standardMetric],
    ...(spec["behavior"] !== undefined && {
      behavior: {
        scaleUp: { ...standardUp, ...mapAt(behavior, "scaleUp") },
        scaleDown: { ...standardDown, ...mapAt(behavior, "scaleDown") },
      },
    }),
  });
}

function autoscalerProblems(object: KubeObject): readonly ObjectProblem[] {
  const spec = mapAt(object, "spec");
  const [least, most] = [numberAt(spec, "minReplicas") ?? 1, numberAt(spec, "maxReplicas") ?? 0];
  const target = mapAt(spec, "scaleTargetRef");
  return [
    // Zero is allowed only with metrics from outside of the pods, which are not in use here.
    ...when(least < 1, () => invalid("spec.minReplicas", least, "must be greater than or equal to 1")),
    ...when(most < 1, () => invalid("spec.maxReplicas", most, "must be greater than 0")),
    ...when(most >= 1 && most < least, () =>
      invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`"),
    ),
    ...when((textAt(target, "kind") ?? "") === "", () => required("spec.scaleTargetRef.kind")),
    ...when((textAt(target, "name") ?? "") === "", () => required("spec.scaleTargetRef.name")),
    ...nameProblems("segment", textAt(target, "name") ?? "x", "spec.scaleTargetRef.name"),
    ...mapsAt(spec, "metrics").flatMap((metric, i) => metricProblems(metric, `spec.metrics[${i}]`)),
    ...["scaleUp", "scaleDown"].flatMap((direction) =>
      behaviorProblems(
        at(spec, "behavior", direction) === undefined ? undefined : mapAt(spec, "behavior", direction),
        `spec.behavior.${direction}`,
      ),
    ),
  ];
}

function metricProblems(metric: KubeMap, field: string): readonly ObjectProblem[] {
  const type = textAt(metric, "type") ?? "";
  const source = type.slice(0, 1).toLowerCase() + type.slice(1);
  const target = mapAt(metric, source, "target");
  const given = ["averageUtilization", "averageValue", "value"].filter((name) => target[name] !== undefined);
  const utilization = numberAt(target, "averageUtilization");
  return [
    ...noneOf(type, ["ContainerResource", "External", "Object", "Pods", "Resource"], `${field}.type`),
    ...when(sources.includes(source) && metric[source] === undefined, () =>
      required(`${field}.${source}`, "must populate the given metric source"),
    ),
    ...when(source === "resource" && metric["resource"] !== undefined && given.length !== 1, () =>
      given.length === 0
        ? required(
            `${field}.resource.target.averageUtilization`,
            "must set either a target raw value or a target utilization",
          )
        : {
            field: `${field}.resource.target.averageValue`,
            message: "Forbidden: may not set both a target raw value and a target utilization",
          },
    ),
    ...when(utilization !== undefined && utilization < 1, () =>
      invalid(`${field}.${source}.target.averageUtilization`, utilization ?? null, "must be greater than 0"),
    ),
    ...when(target["averageValue"] !== undefined && !(quantityValue(written(target["averageValue"])) > 0), () =>
      invalid(`${field}.${source}.target.averageValue`, written(target["averageValue"]), "must be positive"),
    ),
  ];
}

function behaviorProblems(rules: KubeMap | undefined, field: string): readonly ObjectProblem[] {
  if (rules === undefined) return [];
  const window = numberAt(rules, "stabilizationWindowSeconds") ?? 0;
  const policies = mapsAt(rules, "policies");
  return [
    ...when(window < 0 || window > longestWindow, () =>
      invalid(`${field}.stabilizationWindowSeconds`, window, `must be between 0 and ${longestWindow}`),
    ),
    ...noneOf(textAt(rules, "selectPolicy"), ["Disabled", "Max", "Min"], `${field}.selectPolicy`),
    ...when(policies.length === 0, () => required(`${field}.policies`, "must specify at least one Policy")),
    ...policies.flatMap((policy, i) => {
      const period = numberAt(policy, "periodSeconds") ?? 0;
      return [
        ...noneOf(textAt(policy, "type"), ["Percent", "Pods"], `${field}.policies[${i}].type`),
        ...when((numberAt(policy, "value") ?? 0) < 1, () =>
          invalid(`${field}.policies[${i}].value`, policy["value"] ?? null, "must be greater than zero"),
        ),
        ...when(period < 1 || period > longestPeriod, () =>
          invalid(
            `${field}.policies[${i}].periodSeconds`,
            period,
            `must be greater than zero and at most ${longestPeriod}`,
          ),
        ),
      ];
    }),
  ];
}

const autoscaler: KindRules = {
  groupKind: "autoscaling/HorizontalPodAutoscaler",
  counted: false,
  nameForm: "segment",
  defaults: autoscalerDefaults,
  check: autoscalerProblems,
  settle: ({ object }) => ({
    status: { desiredReplicas: numberAt(object, "spec", "minReplicas") ?? 1 },
  }),
};

function budgetProblems(object: KubeObject): readonly ObjectProblem[] {
  const spec = mapAt(object, "spec");
  const both = spec["minAvailable"] !== undefined && spec["maxUnavailable"] !== undefined;
  return [
    ...when(both, () => invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set")),
    ...shareProblems(spec["minAvailable"], "spec.minAvailable"),
    ...shareProblems(spec["maxUnavailable"], "spec.maxUnavailable"),
    ...["minAvailable", "maxUnavailable"].flatMap((name) =>
      when(Number(/^(\d+)%$/.exec(written(spec[name]))?.[1] ?? "0") > 100, () =>
        invalid(`spec.${name}`, written(spec[name]), "must not be greater than 100%"),
      ),
    ),
    ...selectorProblems(mapAt(spec, "selector"), "spec.selector"),
    ...noneOf(
      textAt(spec, "unhealthyPodEvictionPolicy"),
      ["AlwaysAllow", "IfHealthyBudget"],
      "spec.unhealthyPodEvictionPolicy",
    ),
  ];
}

const disruptionBudget: KindRules = { groupKind: "policy/PodDisruptionBudget", check: budgetProblems };

/** How many pods there are, and how many must stay. */
export const scalingKinds: readonly KindRules[] = [autoscaler, disruptionBudget];
