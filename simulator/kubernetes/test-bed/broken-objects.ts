import type { KubeMap, KubeObject, KubeValue, Step } from "../cluster/kube-object";
import { workloadObject } from "./workload-objects";

/** An object that a real API server refuses. */
export interface BrokenObject {
  readonly what: string;
  readonly object: KubeObject;
}

/** A copy with another value at some steps; `undefined` takes the value away. */
function changed(
  value: KubeValue | undefined,
  steps: readonly Step[],
  to: KubeValue | undefined,
): KubeValue | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return to;
  if (typeof step === "number") {
    const items = Array.isArray(value) ? [...(value as readonly KubeValue[])] : [];
    const item = changed(items[step], rest, to);
    if (item === undefined) items.splice(step, 1);
    else items[step] = item;
    return items;
  }
  const { [step]: before, ...others } = (value ?? {}) as KubeMap;
  const item = changed(before, rest, to);
  return item === undefined ? others : { ...others, [step]: item };
}

type Change = readonly [path: string, to: KubeValue | undefined];

/** A path such as `spec.ports.0.port`; keys with dots do not occur. */
function broken(kind: string, name: string, changes: readonly Change[]): BrokenObject {
  const object = changes.reduce<KubeValue | undefined>(
    (current, [path, to]) => {
      const steps = path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
      return changed(current, steps, to);
    },
    workloadObject(kind, name),
  );
  const what = changes.map(([path, to]) => `${path} = ${JSON.stringify(to) ?? "nothing"}`).join(", ");
  return { what: `${kind}: ${what}`, object: object as KubeObject };
}

function each(kind: string, name: string, changes: readonly Change[]): readonly BrokenObject[] {
  return changes.map((change) => broken(kind, name, [change]));
}

const container = "spec.template.spec.containers.0";
const pod = "spec.template.spec";

/** What a real API server refuses and the local cloud has to refuse too; both are asked in the cluster tests. */
export const brokenObjects: readonly BrokenObject[] = [
  ...each("ConfigMap", "connection", [
    ["metadata.name", "Upper"],
    ["metadata.namespace", "nowhere"],
    ["metadata.labels", { "a b": "c" }],
    ["metadata.labels", { a: "no spaces" }],
    ["metadata.annotations", { "a/b/c": "x" }],
    ["metadata.naem", "x"],
    ["data", { a: 1 }],
    ["data", { "a/b": "x" }],
    ["binaryData", { a: "%%" }],
    ["dta", {}],
  ]),
  ...each("Namespace", "tenant-ab12", [["metadata.name", "with.dots"]]),
  ...each("ServiceAccount", "app", [["automountServiceAccountToken", "yes"]]),
  ...each("Secret", "session", [["type", "kubernetes.io/tls"]]),
  ...each("PriorityClass", "tenant", [
    ["value", 2_000_000_000],
    ["metadata.name", "system-own"],
    ["preemptionPolicy", "Sometimes"],
  ]),
  ...each("Role", "app", [
    ["rules.0.verbs", []],
    ["rules.0.apiGroups", undefined],
    ["rules.0.resources", []],
    ["rules.0.nonResourceURLs", ["/healthz"]],
  ]),
  ...each("RoleBinding", "app", [
    ["roleRef.kind", "Group"],
    ["roleRef.name", ""],
    ["subjects.0.kind", "Robot"],
    ["subjects.0.name", ""],
  ]),
  ...each("ClusterRoleBinding", "readers", [
    ["roleRef.kind", "Role"],
    ["subjects", [{ kind: "ServiceAccount", name: "app" }]],
  ]),
  ...each("ResourceQuota", "quota", [
    ["spec.hard", { pods: "many" }],
    ["spec.hard", { cores: "4" }],
    ["spec.hard", { pods: "-1" }],
    ["spec.scopes", ["Nice"]],
  ]),
  ...each("LimitRange", "limits", [
    ["spec.limits.0.type", undefined],
    ["spec.limits.0.max", { memory: "64Mi" }],
    ["spec.limits.0.min", { memory: "1Gi" }],
    ["spec.limits.0.default", { memory: "lots" }],
  ]),
  ...each("NetworkPolicy", "allowed", [
    ["spec.policyTypes", ["Sideways"]],
    ["spec.egress.0.to.0.ipBlock.cidr", "10.20.4.0"],
    ["spec.egress.0.to.0.ipBlock.cidr", undefined],
    ["spec.egress.0.to.0.ipBlock.except", ["10.30.0.0/30"]],
    ["spec.egress.0.to.0.podSelector", {}],
    ["spec.egress.0.to.0", {}],
    ["spec.egress.0.ports.0.port", 70_000],
    ["spec.egress.0.ports.0.protocol", "ICMP"],
    ["spec.egress.0.ports.0.endPort", 1000],
    ["spec.ingress.0.ports.0.port", "Upper"],
    ["spec.podSelector.matchLabels", { "a b": "c" }],
    ["spec.podSelector.matchExpressions", [{ key: "a", operator: "In" }]],
  ]),
  ...each("SecretProviderClass", "certificate", [
    ["spec.parameters", { keyvaultName: 3 }],
    ["spec.secretObjects", [{ secretName: "a", data: {} }]],
    ["spec.provder", "azure"],
  ]),
  ...each("Service", "app", [
    ["metadata.name", "with_underscore"],
    ["spec.ports", []],
    ["spec.ports.0.port", 0],
    ["spec.ports.0.targetPort", "Upper"],
    ["spec.ports.0.protocol", "ICMP"],
    ["spec.ports.1", { port: 80 }],
    ["spec.ports.1", { name: "https", port: 80 }],
    ["spec.ports.1", { name: "again", port: 443 }],
    ["spec.type", "Public"],
    ["spec.sessionAffinity", "Always"],
    ["spec.externalTrafficPolicy", "Local"],
    ["spec.loadBalancerSourceRanges", ["10.0.0.0/8"]],
    ["spec.clusterIP", "10.99.0.1"],
  ]),
  ...each("Deployment", "app", [
    ["spec.selector", undefined],
    ["spec.selector.matchLabels", {}],
    ["spec.template.metadata.labels", { other: "labels" }],
    ["spec.replicas", -1],
    ["spec.replicas", "3"],
    ["spec.strategy.type", "Recreate"],
    ["spec.strategy.type", "BlueGreen"],
    ["spec.strategy.rollingUpdate", { maxSurge: 0, maxUnavailable: 0 }],
    ["spec.strategy.rollingUpdate", { maxSurge: "a lot" }],
    ["spec.progressDeadlineSeconds", 0],
    [`${pod}.restartPolicy`, "Never"],
    [`${pod}.dnsPolicy`, "Mine"],
    [`${pod}.serviceAccountName`, "Upper"],
    [`${pod}.nodeSelector`, { "a b": "c" }],
    [`${pod}.tolerations`, [{ key: "a", operator: "Exists", value: "b" }]],
    [`${pod}.tolerations`, [{ key: "a", effect: "Never" }]],
    [`${pod}.tolerations`, [{ operator: "Equal", value: "b" }]],
    [`${pod}.topologySpreadConstraints.0.maxSkew`, 0],
    [`${pod}.topologySpreadConstraints.0.topologyKey`, ""],
    [`${pod}.topologySpreadConstraints.0.whenUnsatisfiable`, "Maybe"],
    [`${pod}.topologySpreadConstraints.0.minDomains`, 0],
    [`${pod}.affinity`, { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "" }] } }],
    [
      `${pod}.affinity`,
      { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
    ],
    [`${pod}.containers`, []],
    [`${pod}.volumes.0.secret`, { secretName: "session" }],
    [`${pod}.volumes.0`, { name: "temporary", secret: {} }],
    [`${pod}.volumes.0`, { name: "temporary", configMap: { name: "connection", defaultMode: 1000 } }],
    [`${pod}.volumes.0.name`, "other"],
    [`${pod}.volumes.2`, { name: "temporary", emptyDir: {} }],
    [`${container}.name`, "Upper"],
    [`${container}.name`, undefined],
    [`${container}.image`, ""],
    [`${container}.imagePullPolicy`, "Sometimes"],
    [`${container}.ports.0.containerPort`, 0],
    [`${container}.ports.0.name`, "much-too-long-for-a-port"],
    [`${container}.ports.0.protocol`, "ICMP"],
    [`${container}.ports.1`, { containerPort: 8443 }],
    [`${container}.env.0.value`, "both"],
    [`${container}.env.0.valueFrom`, {}],
    [`${container}.env.2`, { name: "NODE", value: "again" }],
    [`${container}.resources.requests`, { memory: "2Gi" }],
    [`${container}.resources.requests`, { cpu: "-1" }],
    [`${container}.resources.requests`, { cores: "1" }],
    [`${container}.resources.requests`, { cpu: "half" }],
    [`${container}.readinessProbe`, {}],
    [`${container}.readinessProbe.exec`, { command: ["true"] }],
    [`${container}.readinessProbe.httpGet.scheme`, "FTP"],
    [`${container}.readinessProbe.periodSeconds`, -1],
    [`${container}.livenessProbe`, { httpGet: { port: 8443 }, successThreshold: 2 }],
    [`${container}.securityContext.runAsUser`, -1],
    [`${container}.securityContext.privileged`, true],
    [`${container}.volumeMounts.0.name`, "nothing"],
    [`${container}.volumeMounts.0.mountPath`, ""],
    [`${container}.volumeMounts.1.mountPath`, "/tmp"],
    [`${container}.readOnlyRootFilesystem`, true],
  ]),
  ...each("PodDisruptionBudget", "app", [
    ["spec.maxUnavailable", 1],
    ["spec.minAvailable", "most"],
    ["spec.minAvailable", -1],
    ["spec.minAvailable", "120%"],
    ["spec.unhealthyPodEvictionPolicy", "Never"],
  ]),
  ...each("HorizontalPodAutoscaler", "app", [
    ["spec.maxReplicas", 0],
    ["spec.maxReplicas", 2],
    ["spec.maxReplicas", undefined],
    ["spec.minReplicas", 0],
    ["spec.scaleTargetRef.kind", ""],
    ["spec.scaleTargetRef.name", ""],
    ["spec.metrics.0.type", "Weather"],
    ["spec.metrics.0.resource.target.averageUtilization", 0],
    ["spec.metrics.0.resource.target", { type: "Utilization" }],
    ["spec.metrics.0.resource", undefined],
    ["spec.behavior.scaleDown.stabilizationWindowSeconds", 5000],
    ["spec.behavior.scaleDown.policies", [{ type: "Pods", value: 0, periodSeconds: 60 }]],
    ["spec.behavior.scaleDown.selectPolicy", "Average"],
  ]),
  ...each("Job", "principals", [
    ["spec.template.spec.restartPolicy", "Always"],
    ["spec.template.spec.restartPolicy", undefined],
    ["spec.backoffLimit", -1],
    ["spec.selector", { matchLabels: { a: "b" } }],
  ]),
  ...each("CronJob", "scan", [
    ["spec.schedule", "every day"],
    ["spec.schedule", "61 4 * * *"],
    ["spec.schedule", "TZ=UTC 0 4 * * *"],
    ["spec.timeZone", "Amsterdam"],
    ["spec.concurrencyPolicy", "Maybe"],
    ["spec.successfulJobsHistoryLimit", -1],
    ["metadata.name", "a-name-that-is-longer-than-the-fifty-two-that-are-allowed"],
    ["spec.jobTemplate.spec.template.spec.restartPolicy", "Always"],
  ]),
];
