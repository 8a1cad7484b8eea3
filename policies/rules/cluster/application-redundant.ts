import {
  compliant,
  one,
  otherType,
  propertyRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { listOf, read, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

const TYPES = [
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  "kubernetes:policy/v1:PodDisruptionBudget",
] as const;
const metrics = [{ type: "Resource", resource: { name: "cpu", target: { averageUtilization: 65 } } }];
const autoscaler = (minReplicas: unknown) => one(TYPES[0], { spec: { minReplicas, maxReplicas: 9, metrics } });

const SCALER = ["spec.minReplicas", "spec.maxReplicas", "spec.metrics", "spec.behavior.scaleUp.selectPolicy"];
const BUDGET = ["spec.maxUnavailable", "spec.minAvailable"];

const said = (resource: RegisteredResource, path: string) => {
  const value = valueOf(resource, path);
  return `${path} is ${value === undefined ? "absent" : JSON.stringify(value)}`;
};

/** The share of the reserved processor time at which more replicas come, where any does. */
function busyPercents(resource: RegisteredResource): readonly number[] {
  return listOf(resource, "spec.metrics").flatMap((metric) => {
    const { resource: of } = metric as {
      readonly resource?: { readonly target?: { readonly averageUtilization?: unknown } };
    };
    const percent = of?.target?.averageUtilization;
    return percent === undefined ? [] : [Number(percent)];
  });
}

function judgeScaler(resource: RegisteredResource): readonly Outcome[] {
  // Absent, it is one (Kubernetes API reference, HorizontalPodAutoscalerSpec).
  const [least, most] = [
    Number(valueOf(resource, "spec.minReplicas") ?? 1),
    Number(valueOf(resource, "spec.maxReplicas") ?? 0),
  ];
  const busy = busyPercents(resource);
  const wrong = [
    ...(least >= 2 ? [] : [`${said(resource, "spec.minReplicas")}; it has to be at least 2`]),
    ...(most > least
      ? []
      : [`${said(resource, "spec.maxReplicas")}; it has to be more than minReplicas, or peaks find no more replicas`]),
    ...(listOf(resource, "spec.metrics").length > 0
      ? []
      : ["spec.metrics is absent; it has to say which load asks for more replicas"]),
    // Of what is reserved: more than all of it is never reached where the limit is the same.
    ...busy
      .filter((percent) => percent > 100)
      .map((percent) => `more replicas come at ${percent} % of the reserved load; it has to be at most 100`),
    ...(valueOf(resource, "spec.behavior.scaleUp.selectPolicy") === "Disabled"
      ? ["it never adds replicas (scaleUp is Disabled)"]
      : []),
  ];
  return wrong.length > 0
    ? wrong.map((text) => violation(text, resource))
    : [compliant(said(resource, "spec.minReplicas"), resource)];
}

/** One replica may go at a time: with none work on nodes never ends, with all nobody is left to answer. */
function judgeBudget(resource: RegisteredResource): readonly Outcome[] {
  const most = said(resource, "spec.maxUnavailable");
  if (valueOf(resource, "spec.maxUnavailable") !== undefined) {
    return valueOf(resource, "spec.maxUnavailable") === 1
      ? [compliant(most, resource)]
      : [violation(`${most}; it has to be 1`, resource)];
  }
  return valueOf(resource, "spec.minAvailable") === 1
    ? [compliant(said(resource, "spec.minAvailable"), resource)]
    : [violation(`${most} and ${said(resource, "spec.minAvailable")}; one of them has to be 1`, resource)];
}

export const rule = propertyRule({
  id: "application-redundant",
  title: "A tenant's program runs at least twice and more often at peaks, and planned work takes one of it at a time",
  why: "One node that restarts, or one upgrade, would take the customer offline.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "availability"],
  remediation:
    "Set minReplicas to 2 or more and maxReplicas to more than that, with a metric; set maxUnavailable of the disruption budget to 1.",
  types: TYPES,
  judge: (resource) => {
    const isScaler = resource.type === TYPES[0];
    const open = (isScaler ? SCALER : BUDGET).find((path) => read(resource, path).kind === "unknown");
    if (open !== undefined) return [undetermined(`${open} is not known before the update`, resource)];
    return isScaler ? judgeScaler(resource) : judgeBudget(resource);
  },
  cases: {
    pass: { given: autoscaler(2), says: ["spec.minReplicas is 2"] },
    fail: { given: autoscaler(1), says: ["spec.minReplicas is 1; it has to be at least 2"] },
    absent: { given: autoscaler(undefined), says: ["spec.minReplicas is absent; it has to be at least 2"] },
    unknown: { given: autoscaler(UNKNOWN), says: ["spec.minReplicas is not known before the update"] },
    notApplicable: otherType(...TYPES),
  },
  sabotage: [
    { what: "lets one replica be enough", type: TYPES[0], set: { "spec.minReplicas": 1 } },
    { what: "lets planned work take all replicas at once", type: TYPES[1], set: { "spec.maxUnavailable": "100%" } },
    {
      what: "lets planned work take every replica",
      type: TYPES[1],
      set: { "spec.maxUnavailable": undefined, "spec.minAvailable": 0 },
    },
    { what: "keeps planned work from ever ending", type: TYPES[1], set: { "spec.maxUnavailable": 0 } },
    { what: "adds no replicas at peaks", type: TYPES[0], set: { "spec.maxReplicas": 1 } },
    { what: "asks for more replicas by nothing", type: TYPES[0], set: { "spec.metrics": [] } },
    {
      what: "never adds replicas",
      type: TYPES[0],
      set: { "spec.behavior": { scaleUp: { selectPolicy: "Disabled" } } },
    },
  ],
});
