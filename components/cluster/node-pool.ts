import type { Input } from "@pulumi/pulumi";
import { nodeOsDisk } from "./node-os-disk";

export interface NodePool {
  /** 1-12 lower-case letters and digits, beginning with a letter. */
  readonly name: string;
  readonly mode: "System" | "User";
  readonly vmSize: string;
  readonly count: { readonly minimum: number; readonly maximum: number };
  readonly zones: readonly string[];
  /** Set where the nodes are one tenant's own. */
  readonly tenant?: string;
  /** Set where the nodes serve the ingress, or run jobs, and nothing else. */
  readonly group?: "web" | "batch";
  readonly subnetId: Input<string>;
}

/** Key of the label and of the taint that keep a tenant's nodes to the tenant. */
export const TENANT_KEY = "deltawerk/tenant";

/** The same for nodes of a group of servers. */
export const GROUP_KEY = "deltawerk/group";

/** Keeps workloads off the system nodes; source: Microsoft Learn, aks/use-system-pools (2026-08). */
const SYSTEM_TAINT = "CriticalAddonsOnly=true:NoSchedule";

/** Pods of a node with an overlay network, AKS's default and most; source: Microsoft Learn, aks/quotas-skus-regions (2026-08). */
const MOST_PODS = 250;

function taints(pool: NodePool): string[] {
  if (pool.mode === "System") return [SYSTEM_TAINT];
  return Object.entries(labels(pool)).map(([key, value]) => `${key}=${value}:NoSchedule`);
}

/** Whom the nodes are kept for; pods choose them by these labels and tolerate taints of the same name. */
function labels({ tenant, group }: NodePool): Readonly<Record<string, string>> {
  return { ...(tenant !== undefined && { [TENANT_KEY]: tenant }), ...(group !== undefined && { [GROUP_KEY]: group }) };
}

/**
 * What the cluster's first pool and every other one have in common.
 *
 * Encryption at host needs the feature `Microsoft.Compute/EncryptionAtHost` on the subscription (Microsoft Learn,
 * aks/enable-host-encryption); secure boot and vTPM need a size of the second generation (aks/use-trusted-launch).
 */
export function nodePoolArgs(pool: NodePool, kubernetesVersion: string, tags: Readonly<Record<string, string>>) {
  return {
    mode: pool.mode,
    // Said for every pool: AKS takes it for all pools of a request or for none, and a pool without it stays behind when
    // its cluster is upgraded.
    orchestratorVersion: kubernetesVersion,
    type: "VirtualMachineScaleSets",
    vmSize: pool.vmSize,
    osType: "Linux",
    osSKU: "AzureLinux",
    ...nodeOsDisk(pool.vmSize),
    maxPods: MOST_PODS,
    ...(pool.zones.length > 0 && { availabilityZones: [...pool.zones] }),
    enableAutoScaling: true,
    count: pool.count.minimum,
    minCount: pool.count.minimum,
    maxCount: pool.count.maximum,
    vnetSubnetID: pool.subnetId,
    enableNodePublicIP: false,
    enableEncryptionAtHost: true,
    securityProfile: { enableSecureBoot: true, enableVTPM: true, sshAccess: "Disabled" },
    nodeTaints: taints(pool),
    nodeLabels: labels(pool),
    // A third more nodes while upgrading, for which the node subnets leave room.
    upgradeSettings: { maxSurge: "33%", drainTimeoutInMinutes: 30 },
    tags,
  };
}
