import { serverGroupSegments } from "./network-layout";
import type { FlowId } from "./flow-register";
import type { PlacedNetwork, PlacedSegment } from "./address-plan";

/** Everything of a platform that has an address, before rules and routes. */
export interface Topology {
  readonly sites: readonly SiteTopology[];
  /** Networks from which management is allowed; they are behind the VPN gateways. */
  readonly managementPrefixes: readonly string[];
  /** Flows that the agreement or Azure needs. */
  readonly neededFlows: ReadonlySet<FlowId>;
}

/** The networks of one site: its hub, and those of each cell. */
export interface SiteTopology {
  readonly site: string;
  readonly hub: PlacedNetwork;
  readonly cells: readonly CellTopology[];
}

export interface CellTopology {
  /** Two digits. */
  readonly number: string;
  /** The network that the tenants share, then those of single tenants. */
  readonly networks: readonly PlacedNetwork[];
}

/** The segment of a network with that key. */
export function segmentOf(network: PlacedNetwork, key: string): PlacedSegment {
  const segment = network.segments.find((candidate) => candidate.key === key);
  if (segment === undefined) {
    throw new RangeError(`network ${network.prefix} has no segment "${key}"`);
  }
  return segment;
}

/** The segment whose nodes run jobs: that of the batch servers where they are apart. */
export function jobSegment(network: PlacedNetwork): PlacedSegment {
  const batch = network.segments.find((segment) => segment.key === serverGroupSegments.batch);
  return batch ?? segmentOf(network, "application");
}

/** The segments whose nodes serve the ingress: that of the web servers where they are apart, else any. */
export function ingressSegments(network: PlacedNetwork): readonly PlacedSegment[] {
  const web = network.segments.find((segment) => segment.key === serverGroupSegments.web);
  return web === undefined ? nodeSegments(network) : [web];
}

/** The segments that hold nodes of one cluster: they are open to each other, because a cluster is one trust domain. */
export function nodeSegments(network: PlacedNetwork): readonly PlacedSegment[] {
  return network.segments.filter((segment) => segment.holds === "nodes");
}
