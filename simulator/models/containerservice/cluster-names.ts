import type { ArmBody } from "../../arm/resource";
import { parseResourceId, type ResourceId } from "../../arm/resource-id";
import { codeOf, guidOf } from "../computed-value";
import { textAt } from "../read-body";
import { regionName } from "../region-check";
import { hasPublicName, privateZoneOf } from "./api-server-rules";

const suffixLength = 8;
/** The longest name of the resource group of nodes (Microsoft Learn, aks/faq). */
const longestGroupName = 80;

/** The resource group in which AKS keeps the machines of a cluster. */
export function nodeResourceGroupOf(id: ResourceId, cluster: ArmBody): string {
  const standard = `MC_${id.resourceGroup ?? ""}_${id.name}_${regionName(cluster.location ?? "")}`;
  return textAt(cluster, "properties.nodeResourceGroup") ?? standard.slice(0, longestGroupName);
}

export function nodeResourceGroupId(id: ResourceId, cluster: ArmBody): string {
  return `/subscriptions/${id.subscriptionId}/resourceGroups/${nodeResourceGroupOf(id, cluster)}`;
}

/** The first label of the API server's names. */
export function hostLabel(id: ResourceId, cluster: ArmBody): string {
  const subdomain = textAt(cluster, "properties.fqdnSubdomain");
  return subdomain ?? `${textAt(cluster, "properties.dnsPrefix") ?? ""}-${codeOf(id.text, "host", suffixLength)}`;
}

/** The name of the private zone that the API server's private name is in; nothing where there is none. */
export function privateZoneName(id: ResourceId, cluster: ArmBody): string | undefined {
  const zone = privateZoneOf(cluster);
  if (zone === undefined || zone === "none") return undefined;
  if (zone !== "system") return parseResourceId(zone).name;
  return `${guidOf(id.text, "zone")}.privatelink.${regionName(cluster.location ?? "")}.azmk8s.io`;
}

/** The API server's names as AKS answers them. */
export function serverNames(id: ResourceId, cluster: ArmBody) {
  const label = hostLabel(id, cluster);
  const region = regionName(cluster.location ?? "");
  const zone = privateZoneName(id, cluster);
  return {
    ...(hasPublicName(cluster) && { fqdn: `${label}.hcp.${region}.azmk8s.io` }),
    ...(zone !== undefined && { privateFQDN: `${label}.${zone}` }),
    azurePortalFQDN: `${codeOf(id.text, "portal", 32)}-priv.portal.hcp.${region}.azmk8s.io`,
  };
}
