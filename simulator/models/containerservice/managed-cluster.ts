import { MANAGED_CLUSTER } from "../../../azure/names/name-limits";
import { isDeepStrictEqual } from "node:util";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { parseResourceId } from "../../arm/resource-id";
import { notModelled, type Effect, type ResourceModel, type Write } from "../../arm/resource-model";
import { guidOf, principalOf } from "../computed-value";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { flagAt, objectAt, textAt } from "../read-body";
import { missing, noneOf, refusal, refuseWhen, repeated } from "../refusal";
import { regionName } from "../region-check";
import { withProperties } from "../stored-body";
import { fixedPoolProperties, systemPoolProblems } from "./agent-pool";
import { apiServerProblems, isPrivate } from "./api-server-rules";
import { identityProblems } from "./cluster-identity-rules";
import { nodeResourceGroupId, nodeResourceGroupOf, serverNames } from "./cluster-names";
import { networkDefaults, networkProblems } from "./cluster-network-rules";
import { clusterVersionProblems, defaultVersion, fullVersion } from "./kubernetes-version";
import { meshProblems } from "./mesh-rules";
import { nodeGroupDeleteEffects, nodeGroupEffects, nodeIdentityId } from "./node-resource-group";
import { poolName, poolsOf, profilesOf, storedPool, type PoolProfile } from "./pool-profile";
import { poolProblems, poolRequirements, type PoolInCluster } from "./pool-rules";
import { commonNetworkProblems } from "./pool-subnet";

const list = "properties.agentPoolProfiles";

/** The cluster as judged: with the version that it will have. */
function clusterOf({ requested, previous, cloud }: Write): ArmBody {
  const before = textAt(previous?.body ?? {}, "properties.kubernetesVersion");
  const kubernetesVersion = textAt(requested, "properties.kubernetesVersion") ?? before ?? defaultVersion(cloud.now);
  return withProperties(requested, { kubernetesVersion });
}

function poolsAsked(write: Write): readonly PoolInCluster[] {
  const cluster = clusterOf(write);
  return profilesOf(write.requested).map(({ path, value }) => ({
    pool: { ...kept(write, value), ...value },
    path,
    cluster,
    clusterId: write.id.text,
    cloud: write.cloud,
  }));
}

/**
 * What a pool has already and keeps where a request does not speak of it. Its version is not kept where that of the
 * cluster changes: the pools that are listed without a version are upgraded with the cluster.
 */
function kept(write: Write, profile: PoolProfile): ArmObject {
  const { id, previous, cloud } = write;
  if (previous === undefined) return {};
  const { orchestratorVersion, ...rest } =
    poolsOf(id.text, cloud).find((pool) => poolName(pool) === poolName(profile)) ?? {};
  const version = textAt(previous.body, "properties.kubernetesVersion");
  const stays = version === textAt(clusterOf(write), "properties.kubernetesVersion");
  return { ...rest, ...(stays && orchestratorVersion !== undefined && { orchestratorVersion }) };
}

function mandatoryProblems(write: Write): readonly ArmProblem[] {
  const { requested, previous } = write;
  const named = textAt(requested, "properties.dnsPrefix") ?? textAt(requested, "properties.fqdnSubdomain");
  return [
    ...missing(write, "location"),
    ...nameProblems(write.id, MANAGED_CLUSTER),
    ...refuseWhen(named === undefined, () =>
      refusal("InvalidParameter", "Required parameter dnsPrefix is missing (null).", "properties.dnsPrefix"),
    ),
    ...refuseWhen(named !== undefined && !/^[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?$/.test(named), () =>
      refusal(
        "InvalidParameter",
        `'${named ?? ""}' is no DNS prefix: 1 to 54 letters, digits and hyphens.`,
        "properties.dnsPrefix",
      ),
    ),
    ...refuseWhen(profilesOf(requested).length === 0 && previous === undefined, () =>
      refusal("InvalidParameter", "Required parameter agentPoolProfiles is missing (null).", list),
    ),
    ...noneOf(textAt(requested, "sku.name"), ["Base"], "sku.name", notModelled),
    ...noneOf(textAt(requested, "sku.tier"), ["Free", "Standard", "Premium"], "sku.tier"),
  ];
}

/** The group of the nodes is AKS's own: it must not be there yet. */
function nodeGroupProblems({ id, requested, previous, cloud }: Write): readonly ArmProblem[] {
  if (previous !== undefined) return [];
  const group = nodeResourceGroupOf(id, requested);
  const path = "properties.nodeResourceGroup";
  if (group.toLowerCase() === id.resourceGroup?.toLowerCase()) {
    const message = `The node resource group '${group}' is the group of the cluster itself.`;
    return [refusal("NodeResourceGroupSameAsResourceGroup", message, path)];
  }
  return refuseWhen(cloud.get(nodeResourceGroupId(id, requested)) !== undefined, () =>
    refusal("NodeResourceGroupAlreadyExists", `The node resource group '${group}' already exists.`, path, 409),
  );
}

function poolListProblems(write: Write): readonly ArmProblem[] {
  const { id, previous, cloud } = write;
  const asked = poolsAsked(write);
  const existing = previous === undefined ? [] : poolsOf(id.text, cloud);
  const untouched = existing.filter((pool) => asked.every((each) => poolName(each.pool) !== poolName(pool)));
  const all = [...asked.map(({ pool }) => pool), ...untouched];
  return [
    ...repeated(
      asked.map(({ pool, path }) => ({ path, value: poolName(pool) })),
      (name, path) => refusal("InvalidParameter", `Two agent pools are called '${name}'.`, path),
    ),
    ...asked.flatMap(poolProblems),
    ...(all.length === 0 ? [] : [...systemPoolProblems(all, list), ...commonNetworkProblems(all, list)]),
    ...profilesOf(write.requested).flatMap(({ path, value }) => changeProblems(write, value, path, existing)),
    ...versionProblems(write, existing),
  ];
}

/** Through the cluster the versions of its pools are all given or none, and are what they were or the cluster's. */
function versionProblems(write: Write, existing: readonly PoolProfile[]): readonly ArmProblem[] {
  if (write.previous === undefined) return [];
  const target = textAt(clusterOf(write), "properties.kubernetesVersion");
  const pools = profilesOf(write.requested).map(({ value }) => value);
  const specified = pools.filter((pool) => textAt(pool, "orchestratorVersion") !== undefined);
  const changed = specified.some((pool) => {
    const before = existing.find((each) => poolName(each) === poolName(pool));
    return ![target, before?.["orchestratorVersion"]].includes(textAt(pool, "orchestratorVersion"));
  });
  return refuseWhen(changed || ![0, pools.length].includes(specified.length), () =>
    refusal(
      "NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged",
      "The orchestratorVersion of the agent pools must be given for all or for none, and be unchanged or that of the cluster.",
      list,
    ),
  );
}

/** Through the cluster existing pools can be changed, but none can be added (aka.ms/agent-pool-rest-api). */
function changeProblems(
  { previous }: Write,
  profile: PoolProfile,
  path: string,
  existing: readonly PoolProfile[],
): readonly ArmProblem[] {
  if (previous === undefined) return [];
  const before = existing.find((pool) => poolName(pool) === poolName(profile));
  if (before === undefined) {
    const message =
      "A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed " +
      "cluster operations. For agent pool specific change, please use per agent pool operations.";
    return [refusal("BadRequest", message, path)];
  }
  return fixedPoolProperties.flatMap((name) =>
    refuseWhen(profile[name] !== undefined && !isDeepStrictEqual(profile[name], before[name]), () =>
      refusal(
        "PropertyChangeNotAllowed",
        `Changing property '${name}' of a pool is not allowed.`,
        `${path}.${name}`,
        409,
      ),
    ),
  );
}

/** The identity of the nodes: the one that was given, else the one that AKS makes. */
function kubeletIdentity(write: Write): ArmObject {
  const given = objectAt(write.requested, "properties.identityProfile.kubeletidentity");
  const resourceId = textAt(given ?? {}, "resourceId") ?? nodeIdentityId(write.id, write.requested);
  return { clientId: guidOf(resourceId, "client"), objectId: principalOf(resourceId), resourceId };
}

function computed(write: Write): ArmBody {
  const { id, requested, previous, cloud } = write;
  const cluster = clusterOf(write);
  const version = textAt(cluster, "properties.kubernetesVersion") ?? "";
  const region = regionName(requested.location ?? "");
  const issuer = flagAt(requested, "properties.oidcIssuerProfile.enabled") === true;
  const issuerURL = `https://${region}.oic.prod-aks.azure.com/${cloud.tenantOf(id.subscriptionId)}/${guidOf(id.text, "issuer")}/`;
  const names = profilesOf(requested).length > 0 ? requested : (previous?.body ?? {});
  const server = objectAt(requested, "properties.apiServerAccessProfile");
  return withProperties(withIdentity(write, { ...cluster, sku: { name: "Base", tier: "Free", ...requested.sku } }), {
    ...serverNames(id, requested),
    agentPoolProfiles: profilesOf(names).map(({ value }) => ({ name: textAt(value, "name") ?? "" })),
    ...(isPrivate(requested) && { apiServerAccessProfile: { privateDNSZone: "system", ...server } }),
    autoUpgradeProfile: { nodeOSUpgradeChannel: "NodeImage", ...objectAt(requested, "properties.autoUpgradeProfile") },
    currentKubernetesVersion: fullVersion(version),
    disableLocalAccounts: flagAt(requested, "properties.disableLocalAccounts") ?? false,
    enableRBAC: flagAt(requested, "properties.enableRBAC") ?? true,
    identityProfile: { ...objectAt(requested, "properties.identityProfile"), kubeletidentity: kubeletIdentity(write) },
    maxAgentPools: 100,
    networkProfile: { ...networkDefaults, ...objectAt(requested, "properties.networkProfile") },
    nodeResourceGroup: nodeResourceGroupOf(id, requested),
    ...(issuer && { oidcIssuerProfile: { enabled: true, issuerURL } }),
    powerState: { code: "Running" },
    provisioningState: "Succeeded",
    resourceUID: textAt(previous?.body ?? {}, "properties.resourceUID") ?? guidOf(`${id.text} ${cloud.now}`, "cluster"),
    supportPlan: textAt(requested, "properties.supportPlan") ?? "KubernetesOfficial",
  });
}

/** Pools that are listed in the cluster are pools like all others. */
function poolEffects(write: Write): readonly Effect[] {
  return poolsAsked(write).map(({ pool, cluster }) => {
    const id = parseResourceId(`${write.id.text}/agentPools/${textAt(pool, "name") ?? ""}`);
    return { kind: "put", id: id.text, body: storedPool(pool, cluster) };
  });
}

/** A cluster of Azure Kubernetes Service. */
export const managedCluster: ResourceModel = {
  armType: "Microsoft.ContainerService/managedClusters",
  check: (write) => [
    ...mandatoryProblems(write),
    ...clusterVersionProblems(write),
    ...nodeGroupProblems(write),
    ...networkProblems(write),
    ...apiServerProblems(write),
    ...identityProblems(write),
    ...meshProblems(write, textAt(clusterOf(write), "properties.kubernetesVersion") ?? ""),
    ...poolListProblems(write),
  ],
  compute: computed,
  view: ({ id, body }, cloud) => withProperties(body, { agentPoolProfiles: poolsOf(id, cloud) }),
  effects: (write, cluster) => [...poolEffects(write), ...nodeGroupEffects(write, cluster)],
  deleteEffects: nodeGroupDeleteEffects,
  requirements: (write) => poolsAsked(write).flatMap(poolRequirements),
  immutable: [
    "properties.diskEncryptionSetID",
    "properties.dnsPrefix",
    "properties.fqdnSubdomain",
    "properties.linuxProfile",
    "properties.networkProfile.dnsServiceIP",
    "properties.networkProfile.networkPlugin",
    "properties.networkProfile.podCidr",
    "properties.networkProfile.serviceCidr",
    "properties.nodeResourceGroup",
  ],
};
