import type { core } from "@pulumi/kubernetes/types/input";

/** User and group of every container: nobody's, and far from those of the node. */
export const USER_ID = 65_532;

/** Labels that make the API server refuse pods with more rights than these (kubernetes.io, concepts/security/pod-security-standards). */
export function podSecurityLabels(enforced: "restricted" | "baseline"): Readonly<Record<string, string>> {
  return {
    "pod-security.kubernetes.io/enforce": enforced,
    "pod-security.kubernetes.io/enforce-version": "latest",
    "pod-security.kubernetes.io/audit": "restricted",
    "pod-security.kubernetes.io/audit-version": "latest",
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/warn-version": "latest",
  };
}

/** No root, no files of another's, only the system calls of the runtime's default profile. */
export const POD_SECURITY: core.v1.PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: USER_ID,
  runAsGroup: USER_ID,
  fsGroup: USER_ID,
  seccompProfile: { type: "RuntimeDefault" },
};

/** Nothing to gain, nothing to write to, no privilege of the kernel. */
export const CONTAINER_SECURITY: core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
};

/** What a container may take. @param size `diskMiB` is local disk, its temporary files included; logs where absent */
export function containerResources(size: {
  readonly cpuMillicores: { readonly request: number; readonly limit: number };
  readonly memoryMiB: number;
  readonly diskMiB?: number;
}): core.v1.ResourceRequirements {
  const { cpuMillicores, memoryMiB, diskMiB = DISK_MIB } = size;
  const memory = `${memoryMiB}Mi`;
  const disk = { "ephemeral-storage": `${diskMiB}Mi` };
  return {
    requests: { cpu: `${cpuMillicores.request}m`, memory, ...disk },
    limits: { cpu: `${cpuMillicores.limit}m`, memory, ...disk },
  };
}

/** Local disk of a container that has no files but logs and temporary ones. */
export const DISK_MIB = 512;
