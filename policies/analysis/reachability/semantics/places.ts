import type { Cluster, Subnet, VpnGateway } from "../model/network-model";

/** Where packets can end or begin. */
export type Place =
  | { readonly kind: "subnet"; readonly subnet: Subnet }
  /** A partner behind a gateway, over all tunnels to its devices. */
  | { readonly kind: "partner"; readonly gateway: VpnGateway; readonly partner: string }
  | { readonly kind: "internet" }
  /** The host beneath everything, from where Azure probes. */
  | { readonly kind: "host" };

/** One text for a place, to find it by. */
export function keyOf(place: Place): string {
  switch (place.kind) {
    case "subnet":
      return place.subnet.resource.urn;
    case "partner":
      return `${place.gateway.resource.urn} ${place.partner}`;
    case "internet":
    case "host":
      return place.kind;
  }
}

/** One step on the way of a packet. */
export interface Hop {
  /** What happens, as a clause: `passes firewall afw-sop-noe`. */
  readonly what: string;
  /** The rule or route that decides it. */
  readonly rule?: string;
  /** Whether the packet goes on from here. */
  readonly passes: boolean;
  /** Set where rules let it pass or refuse it, not a route. */
  readonly gate?: true;
}

/** What packets have been through so far. */
export interface Journey {
  /** Subnets from which they were routed, to notice a circle. */
  readonly through: readonly Subnet[];
  /** Set once a tunnel between two gateways has carried them. */
  readonly isTunnelled?: true;
  /** The steps, where somebody wants to see them. */
  readonly hops?: readonly Hop[];
}

/** All clusters whose nodes share a pod range with a subnet. */
export function overlaysOf(clusters: readonly Cluster[]): readonly Cluster[] {
  return clusters.filter(({ pods }) => pods.length > 0);
}
