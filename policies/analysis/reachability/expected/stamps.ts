import type { RegisteredResource } from "../../../resources/registered-resource";
import type { Segment, Stamp } from "../classify/segments";
import type { Cluster, Entry, Subnet, VpnGateway } from "../model/network-model";
import type { Frontend, Topology } from "../semantics/topology";

/** A network with its segments by what they are for. */
export class StampSegments {
  constructor(
    readonly stamp: Stamp,
    readonly segments: readonly Segment[],
    private readonly topology: Topology,
  ) {}

  /** Any registered subnet, in whatever network. */
  subnet(resource: RegisteredResource): Subnet | undefined {
    return this.topology.subnet(resource);
  }

  ofZone(zone: Segment["zone"]): readonly Segment[] {
    return this.segments.filter((segment) => segment.zone === zone);
  }

  /** The nodes that all tenants of the network share. */
  get sharedNodes(): readonly Segment[] {
    return this.ofZone("application").filter(({ tenant }) => tenant === this.stamp.tenant);
  }

  /** Where a tenant's own pods run: its own nodes where it has any, else the shared ones. */
  nodesOf(tenant: string): readonly Segment[] {
    const own = this.ofZone("application").filter((segment) => segment.tenant === tenant);
    return own.length > 0 ? own : this.sharedNodes;
  }

  dataOf(tenant: string): readonly Segment[] {
    return this.ofZone("data").filter((segment) => segment.tenant === tenant);
  }

  get entries(): readonly Entry[] {
    return this.ofZone("edge").flatMap(({ subnet }) => this.topology.entriesOf(subnet));
  }

  /** Clusters with nodes here. */
  get clusters(): readonly Cluster[] {
    return [...new Set(this.segments.flatMap(({ subnet }) => this.topology.clustersOf(subnet)))];
  }

  /** Frontends of the clusters' load balancers that stand here. */
  get frontends(): readonly Frontend[] {
    return this.segments.flatMap(({ subnet }) => this.topology.frontendsOf(subnet));
  }

  /** Where a cluster's API server has its private address: with its first system pool (aks/private-clusters, 2026-08). */
  controlOf(cluster: Cluster): readonly Segment[] {
    const first = cluster.pools.find(({ mode }) => mode === "System");
    return this.segments.filter(({ subnet }) => subnet.resource === first?.subnet);
  }

  get gateways(): readonly VpnGateway[] {
    return this.segments.flatMap(({ subnet }) => this.topology.gatewayIn(subnet) ?? []);
  }

  get firewallSubnets(): readonly Subnet[] {
    return this.ofZone("firewall").map(({ subnet }) => subnet);
  }
}

/** Every network with its segments: hubs by their site, and the cells' networks. */
export function stampsOf(segments: readonly Segment[], topology: Topology) {
  const byStamp = new Map<Stamp, Segment[]>();
  for (const segment of segments) {
    const list = byStamp.get(segment.stamp);
    if (list === undefined) byStamp.set(segment.stamp, [segment]);
    else list.push(segment);
  }
  const all = [...byStamp].map(([stamp, own]) => new StampSegments(stamp, own, topology));
  return {
    hubs: new Map(all.filter(({ stamp }) => stamp.kind === "hub").map((hub) => [hub.stamp.site, hub])),
    spokes: all.filter(({ stamp }) => stamp.kind === "spoke"),
  };
}
