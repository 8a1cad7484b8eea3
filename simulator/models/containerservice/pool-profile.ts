import type { CloudView } from "../../arm/cloud-view";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { parseResourceId } from "../../arm/resource-id";
import { numberAt, objectsAt, textAt, type Placed } from "../read-body";
import { fullVersion } from "./kubernetes-version";

export const poolType = "Microsoft.ContainerService/managedClusters/agentPools";

/** A pool with its name, and its properties beside it: the form in which a cluster lists its pools. */
export type PoolProfile = ArmObject;

/** The pools that a body of a cluster lists. */
export function profilesOf(cluster: ArmBody): readonly Placed<PoolProfile>[] {
  return objectsAt(cluster, "properties.agentPoolProfiles");
}

/** The pools that a cluster has, however they were made: those of its own body first. */
export function poolsOf(clusterId: string, cloud: CloudView): readonly PoolProfile[] {
  const own = profilesOf(cloud.get(clusterId)?.body ?? {}).map(({ value }) => poolName(value));
  const rank = (profile: PoolProfile): number =>
    own.includes(poolName(profile)) ? own.indexOf(poolName(profile)) : own.length;
  return cloud
    .children(clusterId, poolType)
    .map(({ id, body }): PoolProfile => ({ name: parseResourceId(id).name, ...body.properties }))
    .sort((one, other) => rank(one) - rank(other));
}

export function poolName(profile: PoolProfile): string {
  return textAt(profile, "name")?.toLowerCase() ?? "";
}

/** The properties of a pool without its name. */
export function poolProperties(profile: PoolProfile): ArmObject {
  return Object.fromEntries(Object.entries(profile).filter(([key]) => key !== "name"));
}

export function isSystemPool(profile: PoolProfile): boolean {
  return textAt(profile, "mode")?.toLowerCase() === "system";
}

/**
 * Pods of a node where nothing is said: 250 with an overlay, 30 where pods have addresses of the node's subnet
 * (Microsoft Learn, aks/quotas-skus-regions, 2026-08).
 */
export function maxPodsOf(profile: PoolProfile, cluster: ArmBody): number {
  const overlay = textAt(cluster, "properties.networkProfile.networkPluginMode")?.toLowerCase() === "overlay";
  return numberAt(profile, "maxPods") ?? (overlay ? 250 : 30);
}

/** A pool as AKS keeps it. */
export function storedPool(profile: PoolProfile, cluster: ArmBody): ArmBody {
  const version = textAt(profile, "orchestratorVersion") ?? textAt(cluster, "properties.kubernetesVersion") ?? "";
  const defaults: ArmObject = {
    count: numberAt(profile, "minCount") ?? 1,
    enableAutoScaling: false,
    enableEncryptionAtHost: false,
    enableFIPS: false,
    enableNodePublicIP: false,
    enableUltraSSD: false,
    kubeletDiskType: "OS",
    maxPods: maxPodsOf(profile, cluster),
    mode: "User",
    orchestratorVersion: version,
    osDiskSizeGB: 128,
    osDiskType: "Managed",
    osSKU: "Ubuntu",
    osType: "Linux",
    scaleDownMode: "Delete",
    type: "VirtualMachineScaleSets",
    upgradeSettings: { maxSurge: "10%" },
  };
  return {
    properties: {
      ...defaults,
      ...poolProperties(profile),
      currentOrchestratorVersion: fullVersion(version),
      powerState: { code: "Running" },
      provisioningState: "Succeeded",
    },
  };
}
