import type { RegisteredResource } from "../../../resources/registered-resource";
import type { Segment, Stamp } from "../classify/segments";
import type { Cluster, Entry, ServerGroup, Subnet, VpnGateway } from "../model/network-model";
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

  /** Whatever nodes run applications. */
  get applicationNodes(): readonly Segment[] {
    return this.ofZone("application").filter(({ group }) => group === undefined);
  }

  /** The nodes that run the applications of all tenants of the network. */
  get sharedNodes(): readonly Segment[] {
    return this.applicationNodes.filter(({ tenant }) => tenant === this.stamp.tenant);
  }

  /** Where the ingress runs: on the web servers where they are apart, else where applications do. */
  get ingressNodes(): readonly Segment[] {
    return this.nodesFor("web");
  }

  /** Where jobs and probes run: on the batch servers where they are apart, else where applications do. */
  get jobNodes(): readonly Segment[] {
    return this.nodesFor("batch");
  }

  private nodesFor(group: ServerGroup): readonly Segment[] {
    const own = this.segments.filter((segment) => segment.group === group && this.holdsNodes(segment));
    return own.length > 0 ? own : this.sharedNodes;
  }

  private holdsNodes({ subnet }: Segment): boolean {
    return this.topology.clustersOf(subnet).length > 0;
  }

  /** Where a tenant's own pods run: its own nodes where it has any, else the shared ones. */
  nodesOf(tenant: string): readonly Segment[] {
    const own = this.applicationNodes.filter((segment) => segment.tenant === tenant);
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

  /**
   * Frontends of the clusters' load balancers that stand here, with the nodes to which they pass requests on. Of all nodes
   * behind a balancer its probes find those that run the ingress, where the service keeps the caller's address
   * (`externalTrafficPolicy: Local`; Microsoft Learn, aks/internal-lb, 2026-08): web servers, where they are apart.
   */
  get frontends(): readonly Frontend[] {
    const web = new Set(this.segments.filter(({ group }) => group === "web").map(({ subnet }) => subnet));
    return this.segments
      .flatMap(({ subnet }) => this.topology.frontendsOf(subnet))
      .map((frontend) => {
        const serving = frontend.nodes.filter((subnet) => web.has(subnet));
        return serving.length > 0 ? { ...frontend, nodes: serving } : frontend;
      });
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
