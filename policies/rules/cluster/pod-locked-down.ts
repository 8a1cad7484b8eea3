import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { podSpecOf, WORKLOAD_TYPES } from "./pod-specs";

type Part = Readonly<Record<string, unknown>>;

/** Volumes that lead out of the pod onto its node. */
const NODE_VOLUMES = ["hostPath"];

/** What of a pod reaches its node. Source: kubernetes.io, concepts/security/pod-security-standards, restricted (v1.36). */
function openInPod(resource: RegisteredResource, pods: string): readonly string[] {
  const shared = ["hostNetwork", "hostPID", "hostIPC"].filter((name) => valueOf(resource, `${pods}.${name}`) === true);
  const volumes = listOf(resource, `${pods}.volumes`).filter((volume) => NODE_VOLUMES.some((kind) => kind in volume));
  return [
    ...shared.map((name) => `${name} is true`),
    ...volumes.map(({ name }) => `volume ${String(name)} is a directory of the node`),
  ];
}

/** What a container may do beyond its own program. */
function openInContainer({ name, securityContext }: Part, ofPod: Part): readonly string[] {
  const own = (securityContext ?? {}) as Part;
  const added = ((own["capabilities"] ?? {}) as { readonly add?: readonly string[] }).add ?? [];
  // A container's word goes before the pod's (kubernetes.io, tasks/configure-pod-container/security-context, v1.36).
  const nonRoot = own["runAsNonRoot"] ?? ofPod["runAsNonRoot"];
  const user = own["runAsUser"] ?? ofPod["runAsUser"];
  const label = `container ${String(name)}`;
  return [
    ...(own["privileged"] === true ? [`${label} is privileged`] : []),
    // Absent, it is allowed (Kubernetes API reference, SecurityContext).
    ...(own["allowPrivilegeEscalation"] === false ? [] : [`${label} may get more privileges than it starts with`]),
    ...(nonRoot === true && user !== 0 ? [] : [`${label} may run as root`]),
    ...(added.length > 0 ? [`${label} gets ${added.join(", ")} of the kernel`] : []),
  ];
}

const locked = { allowPrivilegeEscalation: false, runAsNonRoot: true };
const deployment = (spec: Part) => one("kubernetes:apps/v1:Deployment", { spec: { template: { spec } } });
const container = (securityContext: unknown) => [{ name: "app", securityContext }];

export const rule = propertyRule({
  id: "pod-locked-down",
  title: "What runs in a cluster has nothing of its node and no privileges",
  why: "A program that was broken into would reach every other tenant on the same node.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.compute"],
  remediation:
    "Leave out hostNetwork, hostPID, hostIPC and hostPath; set allowPrivilegeEscalation to false and runAsNonRoot to true; add no capabilities.",
  types: WORKLOAD_TYPES,
  judge: (resource) => {
    const pods = podSpecOf(resource);
    const containers = [...listOf(resource, `${pods}.initContainers`), ...listOf(resource, `${pods}.containers`)];
    const isOpen =
      read(resource, `${pods}.containers`).kind === "unknown" ||
      containers.some(({ securityContext }) => isUnknown(securityContext));
    if (isOpen) return [undetermined("what its containers may do is not known before the update", resource)];
    const ofPod = (valueOf(resource, `${pods}.securityContext`) ?? {}) as Part;
    const open = [...openInPod(resource, pods), ...containers.flatMap((each) => openInContainer(each, ofPod))];
    return open.length > 0
      ? open.map((text) => violation(text, resource))
      : [compliant("its pods have nothing of the node and no privileges", resource)];
  },
  cases: {
    pass: {
      given: deployment({ containers: container(locked) }),
      says: ["its pods have nothing of the node and no privileges"],
    },
    fail: {
      given: deployment({
        hostNetwork: true,
        volumes: [{ name: "node", hostPath: { path: "/" } }],
        containers: container({ ...locked, privileged: true, capabilities: { add: ["NET_ADMIN"] } }),
      }),
      says: [
        "hostNetwork is true",
        "volume node is a directory of the node",
        "container app is privileged",
        "container app gets NET_ADMIN of the kernel",
      ],
    },
    absent: {
      given: deployment({ containers: container(undefined) }),
      says: ["container app may get more privileges than it starts with", "container app may run as root"],
    },
    unknown: {
      given: deployment({ containers: UNKNOWN }),
      says: ["what its containers may do is not known before the update"],
    },
    notApplicable: otherType(...WORKLOAD_TYPES),
  },
  sabotage: [
    {
      what: "puts a tenant's program on the network of its node",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.hostNetwork": true },
      also: ["network-classified"],
    },
    {
      what: "lets a tenant's program read the files of its node",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.volumes.0": { name: "node", hostPath: { path: "/" } } },
    },
    {
      what: "lets a tenant's program become root",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.containers.0.securityContext.runAsUser": 0 },
    },
    {
      what: "lets a job get more privileges",
      type: "kubernetes:batch/v1:CronJob",
      set: { "spec.jobTemplate.spec.template.spec.containers.0.securityContext.allowPrivilegeEscalation": undefined },
    },
    {
      what: "lets a job see the processes of its node",
      type: "kubernetes:batch/v1:CronJob",
      set: { "spec.jobTemplate.spec.template.spec.hostPID": true },
    },
    {
      what: "makes the program that writes logins privileged",
      type: "kubernetes:batch/v1:Job",
      set: { "spec.template.spec.containers.0.securityContext.privileged": true },
    },
  ],
});
