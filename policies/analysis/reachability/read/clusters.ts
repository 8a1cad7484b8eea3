import { effectiveValue } from "../../../../azure/defaults";
import { walk } from "../../../resources/reading";
import type { Properties, RegisteredResource } from "../../../resources/registered-resource";
import type { Cluster, NodePool, ServerGroup } from "../model/network-model";
import { NOTHING } from "../packets/intervals";
import { addressesOf } from "../packets/ipv4";
import { part, sameWord, text, type ModelReader } from "./model-reader";

/** Keys of the label and of the taint that keep nodes to one tenant, and to what web or batch servers run. */
const TENANT = "deltawerk/tenant";
const GROUP = "deltawerk/group";
const GROUPS: readonly ServerGroup[] = ["web", "batch"];

/** Clusters with their pools, the one in the cluster itself and those that are resources of their own. */
export function readClusters(reader: ModelReader): readonly Cluster[] {
  const apart = reader.partsOf("containerservice:AgentPool", "containerservice:ManagedCluster");
  const extensions = reader.partsOf("kubernetesconfiguration:Extension", "containerservice:ManagedCluster");
  return reader.set.ofType("containerservice:ManagedCluster").map((cluster) => {
    const inline = reader
      .entries(cluster, "agentPoolProfiles")
      .map((pool, index) => readPool(reader, cluster, pool, `agentPoolProfiles.${index}.vnetSubnetID`));
    const own = (apart.get(cluster) ?? []).map((pool) => readPool(reader, pool, pool.inputs, "vnetSubnetID"));
    const value = (path: string) => effectiveValue(cluster.type, cluster.inputs, path);
    const isOverlay = sameWord(value("networkProfile.networkPluginMode"), "overlay");
    const on = (path: string) => walk(cluster.inputs, path).kind === "given" && value(path) === true;
    return {
      resource: cluster,
      label: reader.label(cluster),
      pools: [...inline, ...own].flatMap((pool) => pool ?? []),
      pods: isOverlay ? (addressesOf(text(value("networkProfile.podCidr"))) ?? NOTHING) : NOTHING,
      ownOutbound: !["userdefinedrouting", "none", "block"].includes(
        text(value("networkProfile.outboundType")).toLowerCase(),
      ),
      features: [
        ...(on("addonProfiles.azurepolicy.enabled") ? (["policy"] as const) : []),
        ...(on("securityProfile.defender.securityMonitoring.enabled") ? (["defender"] as const) : []),
        ...(on("addonProfiles.omsagent.enabled") || on("azureMonitorProfile.metrics.enabled")
          ? (["monitoring"] as const)
          : []),
        ...((extensions.get(cluster) ?? []).length > 0 ? (["extensions"] as const) : []),
      ],
    };
  });
}

function readPool(
  reader: ModelReader,
  about: RegisteredResource,
  pool: Properties,
  path: string,
): NodePool | undefined {
  const subnet = reader.follow(about, path, "network:Subnet");
  if (subnet === undefined) {
    if (walk(about.inputs, path).kind !== "absent") return undefined;
    return reader.unclassified(about, "a node pool names no subnet, so Azure puts it into a network of its own");
  }
  const labels = part(pool["nodeLabels"]);
  const taints = reader.texts(about, pool, "nodeTaints");
  const keptTo = (key: string) => {
    const label = text(labels[key]);
    return label !== "" && taints.includes(`${key}=${label}:NoSchedule`) ? label : undefined;
  };
  const tenant = keptTo(TENANT);
  const group = GROUPS.find((one) => one === keptTo(GROUP));
  return {
    name: text(pool["name"]) || reader.label(about),
    subnet,
    mode: sameWord(pool["mode"], "System") ? "System" : "User",
    ...(tenant !== undefined && { tenant }),
    ...(group !== undefined && { group }),
  };
}
