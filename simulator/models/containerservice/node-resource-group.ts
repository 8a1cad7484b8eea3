import type { CloudView } from "../../arm/cloud-view";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { idKey, type ResourceId } from "../../arm/resource-id";
import type { Deletion, Effect, Write } from "../../arm/resource-model";
import { guidOf, principalOf } from "../computed-value";
import { takeAddresses } from "../network/private-address";
import { networkIdOf } from "../network/subnet-use";
import { textAt } from "../read-body";
import { isPrivate, privateZoneOf } from "./api-server-rules";
import { hostLabel, nodeResourceGroupId, privateZoneName, serverNames } from "./cluster-names";
import { profilesOf } from "./pool-profile";
import { subnetOf } from "./pool-subnet";

const zoneType = "Microsoft.Network/privateDnsZones";
const linkType = `${zoneType}/virtualNetworkLinks`;

/** The identity that AKS makes for the nodes where none is given. */
export function nodeIdentityId(id: ResourceId, cluster: ArmBody): string {
  return `${nodeResourceGroupId(id, cluster)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${id.name}-agentpool`;
}

/** The private zone of the API server, its own in the nodes' group or one of the user's. */
function zoneIdOf(id: ResourceId, cluster: ArmBody): string | undefined {
  const name = privateZoneName(id, cluster);
  if (name === undefined) return undefined;
  const given = privateZoneOf(cluster);
  return given === "system" ? `${nodeResourceGroupId(id, cluster)}/providers/${zoneType}/${name}` : given;
}

/** What AKS makes beside a new cluster: the nodes' group and identity, and the way to a private API server. */
export function nodeGroupEffects({ id, requested, previous, cloud }: Write, cluster: ArmBody): readonly Effect[] {
  if (previous !== undefined) return [];
  const group = nodeResourceGroupId(id, cluster);
  const location = cluster.location ?? "";
  const body: ArmBody = { location, managedBy: id.text, properties: { provisioningState: "Succeeded" } };
  const ownIdentity = textAt(requested, "properties.identityProfile.kubeletidentity.resourceId") !== undefined;
  const identity = nodeIdentityId(id, cluster);
  const identityBody: ArmBody = {
    location,
    properties: {
      clientId: guidOf(identity, "client"),
      principalId: principalOf(identity),
      tenantId: cloud.tenantOf(id.subscriptionId),
    },
  };
  return [
    { kind: "put", id: group, body },
    ...(ownIdentity ? [] : [{ kind: "put", id: identity, body: identityBody } as const]),
    ...privateServerEffects(id, cluster, requested, cloud),
  ];
}

/** A private endpoint in the first pool's subnet, and its name in the private zone. */
function privateServerEffects(
  id: ResourceId,
  cluster: ArmBody,
  requested: ArmBody,
  cloud: CloudView,
): readonly Effect[] {
  const subnet = subnetOf(profilesOf(requested)[0]?.value ?? {});
  if (!isPrivate(cluster) || subnet === undefined) return [];
  const endpoint = `${nodeResourceGroupId(id, cluster)}/providers/Microsoft.Network/privateEndpoints/kube-apiserver`;
  const [address = ""] = takeAddresses(subnet, cloud, endpoint, 1);
  const names = serverNames(id, cluster);
  const connection: ArmObject = {
    name: "kube-apiserver",
    properties: {
      privateLinkServiceId: id.text,
      groupIds: ["management"],
      privateLinkServiceConnectionState: { status: "Approved", actionsRequired: "None" },
      provisioningState: "Succeeded",
    },
  };
  const body: ArmBody = {
    location: cluster.location ?? "",
    properties: {
      subnet: { id: subnet },
      privateLinkServiceConnections: [connection],
      customDnsConfigs: [{ fqdn: names.privateFQDN ?? names.fqdn ?? "", ipAddresses: [address] }],
      provisioningState: "Succeeded",
    },
  };
  return [{ kind: "put", id: endpoint, body }, ...zoneEffects(id, cluster, networkIdOf(subnet), address, cloud)];
}

function zoneEffects(
  id: ResourceId,
  cluster: ArmBody,
  network: string,
  address: string,
  cloud: CloudView,
): readonly Effect[] {
  const zone = zoneIdOf(id, cluster);
  if (zone === undefined) return [];
  const label = hostLabel(id, cluster);
  const record: ArmBody = {
    properties: {
      ttl: 300,
      aRecords: [{ ipv4Address: address }],
      fqdn: `${label}.${privateZoneName(id, cluster) ?? ""}.`,
      isAutoRegistered: false,
    },
  };
  const link: ArmBody = {
    location: "global",
    properties: {
      virtualNetwork: { id: network },
      registrationEnabled: false,
      virtualNetworkLinkState: "Completed",
      provisioningState: "Succeeded",
    },
  };
  const zoneBody: ArmBody = { location: "global", properties: { provisioningState: "Succeeded" } };
  return [
    ...(privateZoneOf(cluster) === "system" ? [{ kind: "put", id: zone, body: zoneBody } as const] : []),
    { kind: "put", id: `${zone}/A/${label}`, body: record },
    ...(isLinked(zone, network, cloud) ? [] : [{ kind: "put", id: linkId(zone, label), body: link } as const]),
  ];
}

function linkId(zone: string, label: string): string {
  return `${zone}/virtualNetworkLinks/${label}`;
}

function isLinked(zone: string, network: string, cloud: CloudView): boolean {
  return cloud
    .children(zone, linkType)
    .some(({ body }) => idKey(textAt(body, "properties.virtualNetwork.id") ?? "") === idKey(network));
}

/** Takes away what AKS made beside a cluster. */
export function nodeGroupDeleteEffects({ id, resource, cloud }: Deletion): readonly Effect[] {
  const zone = zoneIdOf(id, resource.body);
  const label = hostLabel(id, resource.body);
  const group = nodeResourceGroupId(id, resource.body);
  const named = zone === undefined ? [] : [`${zone}/A/${label}`, linkId(zone, label)];
  return [...named.filter((each) => cloud.get(each) !== undefined), ...withContents(group, cloud)].map((each) => ({
    kind: "delete",
    id: each,
  }));
}

function withContents(id: string, cloud: CloudView): readonly string[] {
  return [...cloud.children(id).flatMap((child) => withContents(child.id, cloud)), id];
}
