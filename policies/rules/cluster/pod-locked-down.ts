import { compliant, one, otherType, propertyRule, said, undetermined, violation } from "../../framework/language";
import { listOf, read, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { podSpecOf, WORKLOAD_TYPES } from "./pod-specs";

type Part = Readonly<Record<string, unknown>>;

/** What pods can share with their node, by the switch. */
const SHARED = { hostNetwork: "network", hostPID: "processes", hostIPC: "memory" };
/** Volumes that end with the pod, or bring in what its namespace holds. */
const OWN_VOLUMES = ["emptyDir", "configMap", "secret", "projected", "downwardAPI"];
/** The driver that mounts secrets of a key vault; others mount disks and shares. */
const SECRETS_DRIVER = "secrets-store.csi.k8s.io";

/** Profiles of system calls that keep a container off the node's kernel. */
const PROFILES = ["RuntimeDefault", "Localhost"];

const partOf = (value: unknown): Part => (typeof value === "object" && value !== null ? (value as Part) : {});
const hasAny = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

function volumeProblem({ name, ...kinds }: Part): readonly string[] {
  const label = `volume ${String(name)}`;
  if ("hostPath" in kinds) return [`${label} is a directory of the node`];
  const [strange] = Object.keys(kinds).filter(
    (kind) => !OWN_VOLUMES.includes(kind) && !(kind === "csi" && partOf(kinds[kind])["driver"] === SECRETS_DRIVER),
  );
  return strange === undefined ? [] : [`${label} keeps bytes outside of the pod (${strange}), where no rule looks`];
}

/** What of a pod reaches its node. Source: kubernetes.io, concepts/security/pod-security-standards, restricted (v1.36). */
function openInPod(resource: RegisteredResource, pods: string, ofPod: Part): readonly string[] {
  const shared = Object.entries(SHARED).filter(([name]) => valueOf(resource, `${pods}.${name}`) === true);
  return [
    ...shared.map(([name, what]) => `${name} is true, so that its pods share the ${what} of the node`),
    ...listOf(resource, `${pods}.volumes`).flatMap(volumeProblem),
    ...(hasAny(ofPod["sysctls"]) ? ["it sets parameters of the node's kernel (sysctls)"] : []),
  ];
}

/** What a container may do beyond its own program. A container's word goes before the pod's (kubernetes.io, tasks/configure-pod-container/security-context, v1.36). */
function openInContainer({ name, securityContext, ports }: Part, ofPod: Part): readonly string[] {
  const own = partOf(securityContext);
  const { add: added, drop: dropped } = partOf(own["capabilities"]);
  const either = (key: string): unknown => own[key] ?? ofPod[key];
  const label = `container ${String(name)}`;
  const profile = partOf(either("seccompProfile"))["type"];
  const hostPorts = (Array.isArray(ports) ? (ports as readonly Part[]) : []).filter(
    ({ hostPort }) => Number(hostPort ?? 0) > 0,
  );
  const wrongs: readonly (readonly [boolean, string])[] = [
    [own["privileged"] === true, "is privileged"],
    // Absent, it is allowed (Kubernetes API reference, SecurityContext).
    [own["allowPrivilegeEscalation"] !== false, "may get more privileges than it starts with"],
    [either("runAsNonRoot") !== true || either("runAsUser") === 0, "may run as root"],
    [hasAny(added), `gets ${Array.isArray(added) ? added.join(", ") : ""} of the kernel`],
    // Absent, the runtime's default set stays (Kubernetes API reference, Capabilities).
    [
      !(Array.isArray(dropped) && dropped.includes("ALL")),
      "keeps capabilities of the kernel (capabilities.drop has to be ALL)",
    ],
    [!PROFILES.includes(String(profile)), `may make every system call (seccompProfile is ${said(profile)})`],
    [own["readOnlyRootFilesystem"] !== true, "may change its own program (readOnlyRootFilesystem has to be true)"],
    [(own["procMount"] ?? "Default") !== "Default", "sees what the runtime hides of the kernel (procMount)"],
    [partOf(either("windowsOptions"))["hostProcess"] === true, "runs as a process of the node (hostProcess)"],
    [hostPorts.length > 0, "opens a port of its node (hostPort)"],
  ];
  return wrongs.flatMap(([isWrong, text]) => (isWrong ? [`${label} ${text}`] : []));
}

const locked = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};
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
    "Leave out hostNetwork, hostPID, hostIPC, hostPath and other volumes that outlive the pod, hostPort and sysctls; set allowPrivilegeEscalation to false, runAsNonRoot and readOnlyRootFilesystem to true and seccompProfile to RuntimeDefault; drop ALL capabilities and add none.",
  types: WORKLOAD_TYPES,
  judge: (resource) => {
    const pods = podSpecOf(resource);
    const containers = [...listOf(resource, `${pods}.initContainers`), ...listOf(resource, `${pods}.containers`)];
    const isOpen =
      read(resource, `${pods}.containers`).kind === "unknown" ||
      containers.some(({ securityContext }) => isUnknown(securityContext));
    if (isOpen) return [undetermined("what its containers may do is not known before the update", resource)];
    const ofPod = partOf(valueOf(resource, `${pods}.securityContext`));
    const open = [...openInPod(resource, pods, ofPod), ...containers.flatMap((each) => openInContainer(each, ofPod))];
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
        containers: container({ ...locked, privileged: true, capabilities: { add: ["NET_ADMIN"], drop: ["ALL"] } }),
      }),
      says: [
        "hostNetwork is true, so that its pods share the network of the node",
        "volume node is a directory of the node",
        "container app is privileged",
        "container app gets NET_ADMIN of the kernel",
      ],
    },
    absent: {
      given: deployment({ containers: container(undefined) }),
      says: [
        "container app may get more privileges than it starts with",
        "container app may run as root",
        "container app keeps capabilities of the kernel (capabilities.drop has to be ALL)",
        "container app may make every system call (seccompProfile is absent)",
        "container app may change its own program (readOnlyRootFilesystem has to be true)",
      ],
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
      set: { "spec.template.spec.volumes.1": { name: "node", hostPath: { path: "/" } } },
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
    {
      what: "lets a tenant's program keep capabilities",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.containers.0.securityContext.capabilities": undefined },
    },
    {
      what: "lets a tenant's program make every system call",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.securityContext.seccompProfile": { type: "Unconfined" } },
    },
    {
      what: "lets a tenant's program be changed while it runs",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem": false },
    },
    {
      what: "opens a port of the node for a tenant's program",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.containers.0.ports.0.hostPort": 8443 },
    },
    {
      what: "keeps a tenant's files on a share of its own",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.volumes.1": { name: "share", csi: { driver: "file.csi.azure.com" } } },
    },
  ],
});
