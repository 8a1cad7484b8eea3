import { AGENT_POOL } from "../../../azure/names/name-limits";
import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import { notModelled, type Requirement } from "../../arm/resource-model";
import { flagAt, numberAt, textAt, textListAt } from "../read-body";
import { outside, refusal, refuseWhen } from "../refusal";
import { regionName, zonesMissing } from "../region-check";
import { poolVersionProblems } from "./kubernetes-version";
import { isSystemPool, maxPodsOf, type PoolProfile } from "./pool-profile";
import { poolSubnetProblems } from "./pool-subnet";

/** A pool that is to be judged, with the cluster that it is or will be in. */
export interface PoolInCluster {
  readonly pool: PoolProfile;
  /** Where the pool's properties stand in the request. */
  readonly path: string;
  readonly cluster: ArmBody;
  readonly clusterId: string;
  readonly cloud: CloudView;
}

/** Microsoft Learn, aks/use-system-pools (2026-08). A Windows pool's name is shorter. */
const longestWindowsName = 6;
/** Microsoft Learn, aks/use-system-pools and aks/quotas-skus-regions (2026-08). */
const mostNodes = 1000;
const leastSystemCores = 4;
const leastSystemPods = 30;
const podsRange = [10, 250] as const;

/** Every reason to refuse a pool by itself. */
export function poolProblems(asked: PoolInCluster): readonly ArmProblem[] {
  const version = textAt(asked.cluster, "properties.kubernetesVersion") ?? "";
  return [
    ...nameProblems(asked),
    ...sizeProblems(asked),
    ...countProblems(asked),
    ...zoneProblems(asked),
    ...systemProblems(asked),
    ...outside(maxPodsOf(asked.pool, asked.cluster), podsRange, `${asked.path}.maxPods`),
    ...poolVersionProblems(textAt(asked.pool, "orchestratorVersion"), version, asked.path),
    ...poolSubnetProblems(asked),
  ];
}

function nameProblems({ pool, path }: PoolInCluster): readonly ArmProblem[] {
  const name = textAt(pool, "name") ?? "";
  const most = textAt(pool, "osType")?.toLowerCase() === "windows" ? longestWindowsName : AGENT_POOL.max;
  return refuseWhen(name.length < AGENT_POOL.min || name.length > most || !AGENT_POOL.pattern.test(name), () =>
    refusal(
      "InvalidParameter",
      `The agent pool name '${name}' is invalid: 1 to ${most} lower-case letters and digits, beginning with a letter.`,
      `${path}.name`,
    ),
  );
}

/** Cores by Azure's naming of sizes: `Standard_D4ds_v5` has 4. */
function coresOf(vmSize: string): number | undefined {
  const cores = /^Standard_[A-Z]+(\d+)/i.exec(vmSize)?.[1];
  return cores === undefined ? undefined : Number(cores);
}

/**
 * GiB of local disk of the sizes whose tables were read: D and E series, generations 4 and 5, with a `d` among the letters
 * (Microsoft Learn, virtual-machines/sizes, 2026-08). Nothing for the others.
 */
function localDiskOf(vmSize: string): number | undefined {
  const [, cores, letters = ""] = /^Standard_[DE](\d+)([a-z]*)_v[45]$/i.exec(vmSize) ?? [];
  if (cores === undefined) return undefined;
  return letters.includes("d") ? Number(cores) * 37.5 : 0;
}

/** Microsoft Learn, aks/concepts-storage: an operating system on the host's disk has to fit on it. */
function diskProblems(pool: PoolProfile, vmSize: string, path: string): readonly ArmProblem[] {
  if (textAt(pool, "osDiskType") !== "Ephemeral") return [];
  const [local, wanted] = [localDiskOf(vmSize), numberAt(pool, "osDiskSizeGB") ?? 0];
  const at = `${path}.osDiskType`;
  if (local === undefined) {
    return [refusal(notModelled, `The local cloud does not know the local disk of ${vmSize}.`, at)];
  }
  const message = `The OS disk of ${wanted} GB does not fit on ${vmSize}, which has ${local} GB of its own.`;
  return refuseWhen(wanted > local, () => refusal("InvalidParameter", message, at));
}

function sizeProblems({ pool, path }: PoolInCluster): readonly ArmProblem[] {
  const vmSize = textAt(pool, "vmSize");
  if (vmSize !== undefined && coresOf(vmSize) !== undefined) return diskProblems(pool, vmSize, path);
  if (vmSize === undefined) {
    return [refusal(notModelled, "The local cloud does not choose a VM size: give a vmSize.", `${path}.vmSize`)];
  }
  return [refusal("BadRequest", `'${vmSize}' is no VM size, such as Standard_D4ds_v5.`, `${path}.vmSize`)];
}

function countProblems({ pool, path }: PoolInCluster): readonly ArmProblem[] {
  const [count, minimum, maximum] = [numberAt(pool, "count"), numberAt(pool, "minCount"), numberAt(pool, "maxCount")];
  const least = isSystemPool(pool) ? 1 : 0;
  const bounds = [
    ...outside(count, [least, mostNodes], `${path}.count`),
    ...outside(minimum, [least, mostNodes], `${path}.minCount`),
    ...outside(maximum, [1, mostNodes], `${path}.maxCount`),
  ];
  if (flagAt(pool, "enableAutoScaling") !== true) {
    const bounded = minimum !== undefined || maximum !== undefined;
    return [
      ...bounds,
      ...refuseWhen(bounded, () =>
        refusal("AutoScalingNotEnabled", "minCount and maxCount need enableAutoScaling.", `${path}.enableAutoScaling`),
      ),
    ];
  }
  if (minimum === undefined || maximum === undefined) {
    const message = "A pool with enableAutoScaling needs minCount and maxCount.";
    return [...bounds, refusal("InvalidParameter", message, `${path}.minCount`)];
  }
  return [
    ...bounds,
    ...refuseWhen(minimum > maximum, () =>
      refusal("InvalidParameter", `minCount ${minimum} is greater than maxCount ${maximum}.`, `${path}.minCount`),
    ),
    ...(minimum > maximum ? [] : outside(count, [minimum, maximum], `${path}.count`)),
  ];
}

function zoneProblems({ pool, path, cluster }: PoolInCluster): readonly ArmProblem[] {
  const zones = textListAt(pool, "availabilityZones");
  const location = cluster.location ?? "";
  const type = textAt(pool, "type") ?? "VirtualMachineScaleSets";
  return [
    ...zonesMissing(zones, location).map((zone) =>
      refusal(
        "AvailabilityZoneNotSupported",
        `The zone '${zone}' is not supported for pool '${textAt(pool, "name") ?? ""}' in location '${location}'.`,
        `${path}.availabilityZones`,
      ),
    ),
    ...refuseWhen(zones.length > 0 && type !== "VirtualMachineScaleSets", () =>
      refusal("InvalidParameter", `Zones need VirtualMachineScaleSets, and the type is ${type}.`, `${path}.type`),
    ),
  ];
}

/** Microsoft Learn, aks/use-system-pools (2026-08). */
function systemProblems({ pool, path, cluster }: PoolInCluster): readonly ArmProblem[] {
  if (!isSystemPool(pool)) return [];
  const vmSize = textAt(pool, "vmSize") ?? "";
  const cores = coresOf(vmSize) ?? leastSystemCores;
  const name = textAt(pool, "name") ?? "";
  return [
    ...refuseWhen(cores < leastSystemCores || /^Standard_B/i.test(vmSize), () =>
      refusal(
        "SystemPoolSkuTooLow",
        `System node pool ${name} needs a VM size of at least ${leastSystemCores} cores outside of the B series, and has ${vmSize}.`,
        `${path}.vmSize`,
      ),
    ),
    ...refuseWhen(textAt(pool, "osType")?.toLowerCase() === "windows", () =>
      refusal("InvalidParameter", `System node pool ${name} must run Linux.`, `${path}.osType`),
    ),
    ...refuseWhen(textAt(pool, "scaleSetPriority") === "Spot", () =>
      refusal("InvalidParameter", `System node pool ${name} cannot have Spot nodes.`, `${path}.scaleSetPriority`),
    ),
    ...refuseWhen(maxPodsOf(pool, cluster) < leastSystemPods, () =>
      refusal("InvalidParameter", `System node pool ${name} needs at least ${leastSystemPods} pods a node.`, path),
    ),
  ];
}

/** The family under which Azure counts cores: `Standard_D4ds_v5` is of `Standard DDSv5`. */
function familyOf(vmSize: string): string {
  const [, series = "", features = "", version = ""] = /^Standard_([A-Z]+)\d+([a-z]*)(?:_(v\d+))?$/i.exec(vmSize) ?? [];
  return `Standard ${series}${features.toUpperCase()}${version}`;
}

/** What the subscription needs for a pool: cores of its family, and encryption at host where it asks for that. */
export function poolRequirements({ pool, path, cluster }: PoolInCluster): readonly Requirement[] {
  const vmSize = textAt(pool, "vmSize") ?? "";
  const quota = `${familyOf(vmSize)} vCPUs, ${regionName(cluster.location ?? "")}`;
  const cores: Requirement = {
    kind: "quota",
    name: quota,
    problem: refusal("ErrCode_InsufficientVCPUQuota", `Insufficient quota: ${quota}.`, `${path}.vmSize`),
  };
  if (flagAt(pool, "enableEncryptionAtHost") !== true) return [cores];
  const feature = "Microsoft.Compute/EncryptionAtHost";
  const message = `The property 'securityProfile.encryptionAtHost' is not valid because the '${feature}' feature is not enabled for this subscription.`;
  const problem = refusal("SubscriptionNotEnabledEncryptionAtHost", message, `${path}.enableEncryptionAtHost`);
  return [cores, { kind: "feature", name: feature, problem }];
}
