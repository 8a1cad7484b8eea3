import type { CloudView } from "../../arm/cloud-view";
import type { ArmBody, ArmResource } from "../../arm/resource";
import { idKey } from "../../arm/resource-id";
import type { Effect, Write } from "../../arm/resource-model";
import { textAt } from "../read-body";
import { withProperties } from "../stored-body";

export const peeringType = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings";

/** The network at the other end of a peering. */
export function remoteOf(peering: ArmBody): string | undefined {
  return textAt(peering, "properties.remoteVirtualNetwork.id");
}

/** The peering in the other direction, if there is one. */
export function reverseOf(networkId: string, remoteId: string, cloud: CloudView): ArmResource | undefined {
  return cloud.children(remoteId, peeringType).find(({ body }) => idKey(remoteOf(body) ?? "") === idKey(networkId));
}

/** The networks with which one is peered, in its own direction. */
export function peersOf(networkId: string, cloud: CloudView): readonly ArmResource[] {
  return cloud.children(networkId, peeringType).flatMap(({ body }) => cloud.get(remoteOf(body) ?? "") ?? []);
}

/** A peering whose other end changed its address space has to be synchronised before it knows the new one. */
export function peeringsAfterChange({ id, previous, cloud }: Write, computed: ArmBody): readonly Effect[] {
  if (previous === undefined) return [];
  const before = JSON.stringify(previous.body.properties?.["addressSpace"]);
  if (before === JSON.stringify(computed.properties?.["addressSpace"])) return [];
  return peersOf(id.text, cloud).flatMap((peer): readonly Effect[] => {
    const reverse = reverseOf(id.text, peer.id, cloud);
    if (reverse === undefined) return [];
    return [
      { kind: "put", id: reverse.id, body: withProperties(reverse.body, { peeringSyncLevel: "RemoteNotInSync" }) },
    ];
  });
}
