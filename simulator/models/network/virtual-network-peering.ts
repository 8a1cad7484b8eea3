import { NETWORK } from "../../../azure/names/name-limits";
import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { flagAt, objectAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { succeeded, withDefaults, withProperties } from "../stored-body";
import { addressSpaceOf, overlapOf } from "./address-space";
import { peeringType, peersOf, remoteOf, reverseOf } from "./peering-state";
import { networkIdOf } from "./subnet-use";

/** Tells whether a network has a gateway. */
function hasGateway(networkId: string, cloud: CloudView): boolean {
  return cloud
    .ofType("Microsoft.Network/virtualNetworkGateways")
    .some(({ body }) => gatewayNetworks(body).includes(idKey(networkId)));
}

function gatewayNetworks(gateway: ArmBody): readonly string[] {
  const configurations = gateway.properties?.["ipConfigurations"];
  if (!Array.isArray(configurations)) return [];
  return (configurations as readonly ArmBody[]).map((each) =>
    idKey(networkIdOf(textAt(each, "properties.subnet.id") ?? "")),
  );
}

function overlapProblems(own: string, remoteId: string, cloud: CloudView): readonly ArmProblem[] {
  const here = cloud.get(own);
  const remote = cloud.get(remoteId);
  if (here === undefined || remote === undefined) return [];
  const direct = overlapOf(addressSpaceOf(here.body), addressSpaceOf(remote.body));
  const third = [
    ...peersOf(remoteId, cloud)
      .filter(({ id }) => idKey(id) !== idKey(own))
      .map((peer) => [peer, here] as const),
    ...peersOf(own, cloud)
      .filter(({ id }) => idKey(id) !== idKey(remoteId))
      .map((peer) => [peer, remote] as const),
  ].find(([peer, other]) => overlapOf(addressSpaceOf(peer.body), addressSpaceOf(other.body)) !== undefined)?.[0];
  const path = "properties.remoteVirtualNetwork.id";
  return [
    ...refuseWhen(direct !== undefined, () =>
      refusal(
        "VnetAddressSpacesOverlap",
        `Cannot create or update peering. Virtual networks ${own} and ${remoteId} cannot be peered because their address spaces overlap (${direct?.map(({ text }) => text).join(" and ") ?? ""}).`,
        path,
      ),
    ),
    ...refuseWhen(third !== undefined, () =>
      refusal(
        "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
        `Cannot create or update peering. Virtual networks cannot be peered because address space of the first virtual network overlaps with address space of third virtual network already peered with the second virtual network. The third is ${third?.id ?? ""}.`,
        path,
      ),
    ),
  ];
}

/** Microsoft Learn, virtual-network-peering-overview: one side gives transit, the other uses it and has no gateway itself. */
function gatewayProblems({ id, requested, cloud }: Write, own: string, remoteId: string): readonly ArmProblem[] {
  if (flagAt(requested, "properties.useRemoteGateways") !== true) return [];
  const reverse = reverseOf(own, remoteId, cloud);
  const path = "properties.useRemoteGateways";
  const other = cloud
    .children(own, peeringType)
    .find((each) => idKey(each.id) !== id.key && flagAt(each.body, path) === true);
  return [
    ...refuseWhen(other !== undefined, () =>
      refusal(
        "VnetPeeringCannotUseRemoteGateways",
        `Peering cannot have UseRemoteGateways flag set to true, because another peering ${other?.id ?? ""} already has UseRemoteGateways flag set to true.`,
        path,
      ),
    ),
    ...refuseWhen(hasGateway(own, cloud), () =>
      refusal(
        "VnetPeeringCannotUseRemoteGateways",
        `Network ${own} has a gateway of its own and cannot use that of ${remoteId}.`,
        path,
      ),
    ),
    ...refuseWhen(!hasGateway(remoteId, cloud), () =>
      refusal(
        "RemoteVnetHasNoGateways",
        `Peering cannot have UseRemoteGateways flag set to true, because remote virtual network ${remoteId} does not have any gateways.`,
        path,
      ),
    ),
    ...refuseWhen(reverse !== undefined && flagAt(reverse.body, "properties.allowGatewayTransit") !== true, () =>
      refusal(
        "RemotePeeringDoesNotAllowGatewayTransit",
        `Peering cannot have UseRemoteGateways flag set to true, because the remote peering ${reverse?.id ?? ""} does not have AllowGatewayTransit set to true.`,
        path,
      ),
    ),
  ];
}

function remoteProblems(write: Write): readonly ArmProblem[] {
  const { id, requested, cloud } = write;
  const own = id.parent ?? "";
  const remoteId = remoteOf(requested);
  if (remoteId === undefined) return [];
  const path = "properties.remoteVirtualNetwork.id";
  const twin = cloud
    .children(own, peeringType)
    .find((other) => idKey(other.id) !== id.key && idKey(remoteOf(other.body) ?? "") === idKey(remoteId));
  const reverse = reverseOf(own, remoteId, cloud);
  return [
    ...refuseWhen(idKey(own) === idKey(remoteId), () =>
      refusal("InvalidResourceReference", "A virtual network cannot be peered with itself.", path),
    ),
    ...refuseWhen(twin !== undefined, () =>
      refusal(
        "AnotherPeeringAlreadyReferencesRemoteVnet",
        `Peering ${twin?.id ?? ""} already references remote virtual network ${remoteId}. Cannot add another peering referencing the same remote virtual network.`,
        path,
      ),
    ),
    ...refuseWhen(reverse !== undefined && textAt(reverse.body, "properties.peeringState") === "Disconnected", () =>
      refusal(
        "RemotePeeringIsDisconnected",
        `Cannot create or update peering ${id.text} because remote peering ${reverse?.id ?? ""} referencing parent virtual network is in Disconnected state. Update or re-create the remote peering to get it back to Initiated state.`,
        path,
      ),
    ),
    ...overlapProblems(own, remoteId, cloud),
    ...gatewayProblems(write, own, remoteId),
  ];
}

export const virtualNetworkPeering: ResourceModel = {
  armType: peeringType,
  check: (write) => [
    ...nameProblems(write.id, NETWORK),
    ...missing(write, "properties.remoteVirtualNetwork.id"),
    ...remoteProblems(write),
  ],
  compute: ({ id, requested, cloud }) => {
    const remoteId = remoteOf(requested) ?? "";
    const isMutual = reverseOf(id.parent ?? "", remoteId, cloud) !== undefined;
    const space = objectAt(cloud.get(remoteId)?.body ?? {}, "properties.addressSpace");
    const flags = {
      allowForwardedTraffic: false,
      allowGatewayTransit: false,
      allowVirtualNetworkAccess: true,
      useRemoteGateways: false,
    };
    return withProperties(succeeded(withDefaults(requested, flags)), {
      peeringState: isMutual ? "Connected" : "Initiated",
      peeringSyncLevel: isMutual ? "FullyInSync" : "RemoteNotInSync",
      resourceGuid: guidOf(id.text, "resource"),
      ...(space !== undefined && { remoteAddressSpace: space, remoteVirtualNetworkAddressSpace: space }),
    });
  },
  effects: ({ id, requested, cloud }) => {
    const reverse = reverseOf(id.parent ?? "", remoteOf(requested) ?? "", cloud);
    if (reverse === undefined) return [];
    const body = withProperties(reverse.body, { peeringState: "Connected", peeringSyncLevel: "FullyInSync" });
    return [{ kind: "put", id: reverse.id, body }];
  },
  deleteEffects: ({ id, resource, cloud }) => {
    const reverse = reverseOf(id.parent ?? "", remoteOf(resource.body) ?? "", cloud);
    if (reverse === undefined) return [];
    return [{ kind: "put", id: reverse.id, body: withProperties(reverse.body, { peeringState: "Disconnected" }) }];
  },
  immutable: ["properties.remoteVirtualNetwork.id"],
  danglingReference: (id, path, to) =>
    refusal(
      "InvalidResourceReference",
      `Resource ${to} referenced by resource ${parseResourceId(id.text).text} was not found.`,
      path,
    ),
};
