import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const TYPES = [
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  "kubernetes:policy/v1:PodDisruptionBudget",
] as const;
const autoscaler = (minReplicas: unknown) => one(TYPES[0], { spec: { minReplicas } });

export const rule = propertyRule({
  id: "application-redundant",
  title: "A tenant's program runs at least twice, and planned work leaves one of it",
  why: "One node that restarts, or one upgrade, would take the customer offline.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "availability"],
  remediation: "Set minReplicas to 2 or more, and maxUnavailable of the disruption budget to 1.",
  types: TYPES,
  judge: (resource) => {
    const path = resource.type === TYPES[0] ? "spec.minReplicas" : "spec.maxUnavailable";
    if (read(resource, path).kind === "unknown")
      return [undetermined(`${path} is not known before the update`, resource)];
    const value = valueOf(resource, path);
    const said = `${path} is ${value === undefined ? "absent" : JSON.stringify(value)}`;
    if (resource.type === TYPES[0]) {
      // Absent, it is one (Kubernetes API reference, HorizontalPodAutoscalerSpec).
      return Number(value ?? 1) >= 2
        ? [compliant(said, resource)]
        : [violation(`${said}; it has to be at least 2`, resource)];
    }
    return value === 1 || (value === undefined && read(resource, "spec.minAvailable").kind === "given")
      ? [compliant(said, resource)]
      : [violation(`${said}; it has to be 1`, resource)];
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
  ],
});
