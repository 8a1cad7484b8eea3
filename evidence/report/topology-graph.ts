import { findSite, SITES } from "../../azure/sites";
import { readSegments, type Segment } from "../../policies/analysis/reachability/classify/segments";
import type { NetworkModel } from "../../policies/analysis/reachability/model/network-model";
import { readModel } from "../../policies/analysis/reachability/read/read-model";
import { partnerName } from "../../policies/analysis/reachability/semantics/partner-name";
import { Topology } from "../../policies/analysis/reachability/semantics/topology";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";

/** What a drawing shows at one place. */
export interface GraphNode {
  readonly id: string;
  readonly kind: "outside" | "site" | "network" | "device" | "segment" | "store";
  readonly title: string;
  /** Second line: a prefix, an availability. */
  readonly note?: string;
  /** Names in a grid below the title: tenants with something of their own here. */
  readonly items?: readonly string[];
  readonly children?: readonly GraphNode[];
  /** The number of the cell, where it is the network of a cell for all of its tenants: `01`. */
  readonly cell?: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "request" | "peering" | "tunnel";
}

/** The topology of a deployment, read from its resources alone. */
export interface TopologyGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Reads sites, networks, zones, devices and tenants from resources. */
export function topologyGraph(resources: readonly RegisteredResource[]): TopologyGraph {
  const set = new ResourceSet(resources, true);
  const model = readModel(set);
  const topology = new Topology(model);
  const { segments } = readSegments(topology);
  const sites = [...new Set([...segments.map(({ stamp }) => stamp.site), ...storeSites(resources)])].sort(
    (one, other) => countAt(other, segments) - countAt(one, segments) || (one < other ? -1 : 1),
  );
  const partners = [...new Set(model.gateways.flatMap(partnersOf))].sort();
  return {
    nodes: [
      { id: "internet", kind: "outside", title: "Internet" },
      ...partners.map((name): GraphNode => ({
        id: `partner ${name}`,
        kind: "outside",
        title: `Partner ${name}`,
        note: "site-to-site VPN",
      })),
      ...sites.map((site) => siteNode(site, segments, model, resources)),
    ],
    edges: edgesOf(model, segments),
  };
}

const countAt = (site: string, segments: readonly Segment[]): number =>
  segments.filter(({ stamp }) => stamp.site === site).length;

function partnersOf({ connections }: NetworkModel["gateways"][number]): readonly string[] {
  return connections.flatMap(({ kind, label }) => (kind === "partner" ? [partnerName(label)] : []));
}

function siteNode(
  site: string,
  segments: readonly Segment[],
  model: NetworkModel,
  resources: readonly RegisteredResource[],
): GraphNode {
  const known = findSite(site);
  const own = segments.filter(({ stamp }) => stamp.site === site);
  const networks = [...new Set(own.map(({ stamp }) => stamp.network))];
  return {
    id: `site ${site}`,
    kind: "site",
    title: known?.region.name ?? site,
    note: [
      known?.region.country ?? "",
      known === undefined || known.region.zones.length === 0
        ? "no zones"
        : known.zone === undefined
          ? "zones 1 2 3"
          : `zone ${known.zone}`,
    ].join(" · "),
    children: [
      ...networks.map((network): GraphNode => {
        const inside = own.filter(({ stamp }) => stamp.network === network);
        const [first] = inside;
        const { kind, cell, tenant } = first?.stamp ?? {};
        const shared = kind === "hub" || tenant !== undefined ? undefined : String(cell).padStart(2, "0");
        return {
          id: network.resource.urn,
          kind: "network",
          title:
            kind === "hub"
              ? "Hub"
              : shared === undefined
                ? `Cell ${String(cell).padStart(2, "0")}, ${tenant ?? ""} alone`
                : `Cell ${shared}`,
          ...(shared !== undefined && { cell: shared }),
          note: network.prefixes.join(", "),
          children: [...devicesIn(inside, model), ...segmentNodes(inside, network.resource.urn)],
        };
      }),
      ...stores(site, resources),
    ],
  };
}

/** Firewalls, VPN gateways and application gateways in some segments. */
function devicesIn(segments: readonly Segment[], model: NetworkModel): readonly GraphNode[] {
  const urns = new Set(segments.map(({ subnet }) => subnet.resource.urn));
  const here = <T extends { readonly subnet: RegisteredResource }>(all: readonly T[]): readonly T[] =>
    all.filter(({ subnet }) => urns.has(subnet.urn));
  return [
    ...here(model.entries).map((one) => device(one.resource, "Application gateway", "WAF")),
    ...here(model.firewalls).map((one) => device(one.resource, "Firewall", "intrusion prevention")),
    ...here(model.gateways).map((one) => device(one.resource, "VPN gateway", `${one.connections.length} connections`)),
  ];
}

function device(resource: RegisteredResource, title: string, note: string): GraphNode {
  const zones = resource.inputs["zones"];
  const spread = Array.isArray(zones) && zones.length > 0 ? `zones ${zones.join(" ")}` : note;
  return { id: resource.urn, kind: "device", title, note: spread };
}

const TITLES: Readonly<Record<string, string>> = {
  edge: "Edge",
  web: "Web",
  application: "Application",
  data: "Data",
  documents: "Documents",
  management: "Management",
  backup: "Backup",
};

/** A node for each zone of a network; those of tenants together, because fifty of them are fifty names and not fifty boxes. */
function segmentNodes(segments: readonly Segment[], network: string): readonly GraphNode[] {
  const zones = [...new Set(segments.map(zoneKey))].filter((zone) => TITLES[zone.split(" ")[0] ?? ""] !== undefined);
  return zones
    .filter((zone) => zone !== "edge")
    .map((zone): GraphNode => {
      const own = segments.filter((segment) => zoneKey(segment) === zone);
      const tenants = own.flatMap(({ tenant }) => tenant ?? []).sort();
      const [name = "", group] = zone.split(" ");
      const prefix = own.length === 1 ? given(own[0]?.subnet.resource.inputs["addressPrefix"]) : undefined;
      return {
        id: `${network} ${zone}`,
        kind: "segment",
        title: `${TITLES[name] ?? name}${group === undefined ? "" : `, ${group}`}`,
        ...(tenants.length > 0
          ? {
              items: tenants,
              note: tenants.length === 1 ? "a segment of its own" : `a segment for each of ${tenants.length}`,
            }
          : prefix !== undefined && prefix !== "" && { note: prefix }),
      };
    });
}

const given = (value: unknown): string => (typeof value === "string" ? value : "");

const zoneKey = ({ zone, group }: Segment): string =>
  group === undefined || group === zone ? zone : `${zone} ${group}`;

function storeSites(resources: readonly RegisteredResource[]): readonly string[] {
  return resources.filter(isStore).flatMap((resource) => siteOf(resource) ?? []);
}

const isStore = ({ type }: RegisteredResource): boolean =>
  type === "storage:StorageAccount" || type === "dataprotection:BackupVault";

function siteOf({ inputs }: RegisteredResource): string | undefined {
  const location = given(inputs["location"]);
  return SITES.find(({ region, zone }) => zone === undefined && region.name === location)?.code;
}

/** Storage and vaults of a site as one node: what they hold is told in the table of places. */
function stores(site: string, resources: readonly RegisteredResource[]): readonly GraphNode[] {
  const own = resources.filter((resource) => isStore(resource) && siteOf(resource) === site);
  const accounts = own.filter(({ type }) => type === "storage:StorageAccount").length;
  const vaults = own.length - accounts;
  const parts = [
    ...(accounts > 0 ? [`${accounts} storage account${accounts === 1 ? "" : "s"}`] : []),
    ...(vaults > 0 ? [`${vaults} backup vault${vaults === 1 ? "" : "s"}`] : []),
  ];
  return parts.length === 0 ? [] : [{ id: `stores ${site}`, kind: "store", title: "Storage", note: parts.join(", ") }];
}

/** Networks of single tenants that the gateway of a cell serves too. */
function aloneBehind(network: string, segments: readonly Segment[]): readonly string[] {
  const own = segments.find(({ stamp }) => stamp.network.resource.urn === network)?.stamp;
  const alone = segments.filter(
    ({ stamp }) => stamp.tenant !== undefined && stamp.site === own?.site && stamp.cell === own.cell,
  );
  return [...new Set(alone.map(({ stamp }) => stamp.network.resource.urn))].filter((urn) => urn !== network);
}

/** The zones through which a request goes in a network, by their nodes; web only where machines stand in it. */
function requestChain(network: string, segments: readonly Segment[]): readonly string[] {
  const own = segments.filter(({ stamp }) => stamp.network.resource.urn === network);
  const isAlone = own.some(({ stamp }) => stamp.tenant !== undefined);
  return ["web", "application", "data"]
    .filter((zone) => own.some((one) => zoneKey(one) === zone && (zone !== "web" || !isAlone || one.group === "web")))
    .map((zone) => `${network} ${zone}`);
}

function edgesOf(model: NetworkModel, segments: readonly Segment[]): readonly GraphEdge[] {
  const networkOf = (subnet: RegisteredResource): string | undefined =>
    segments.find((segment) => segment.subnet.resource.urn === subnet.urn)?.stamp.network.resource.urn;
  const has = (network: string, zone: string): boolean =>
    segments.some((segment) => segment.stamp.network.resource.urn === network && zoneKey(segment) === zone);
  const firewallAt = new Map(model.firewalls.map(({ resource, subnet }) => [networkOf(subnet), resource.urn]));
  // To a network with a firewall of its own, requests pass the hub's and then that one.
  const guardsOf = (network: string): readonly string[] => {
    const own = firewallAt.get(network);
    const peerings = model.networks.find(({ resource }) => resource.urn === network)?.peerings ?? [];
    const hub = peerings.flatMap(({ remote }) => firewallAt.get(remote.urn) ?? [])[0];
    return own === undefined || hub === undefined ? [] : [hub, own];
  };
  const requests = model.entries.flatMap(({ resource, subnet }): readonly GraphEdge[] => {
    const network = networkOf(subnet);
    if (network === undefined) return [];
    const chains = [network, ...aloneBehind(network, segments)].map((one) => [
      ...["internet", resource.urn],
      ...guardsOf(one),
      ...requestChain(one, segments),
    ]);
    return chains.flatMap((stops) =>
      stops.slice(1).map((to, index): GraphEdge => ({ from: stops[index] ?? "", to, kind: "request" })),
    );
  });
  const tunnels = model.gateways.flatMap(({ resource, connections }) =>
    connections.map((connection): GraphEdge => {
      if (connection.kind === "partner")
        return { from: `partner ${partnerName(connection.label)}`, to: resource.urn, kind: "tunnel" };
      const far = model.gateways.find((one) => one.resource === connection.remote)?.resource.urn ?? resource.urn;
      const [from = "", to = ""] = [resource.urn, far].sort();
      return { from, to, kind: "tunnel" };
    }),
  );
  const peerings = model.networks.flatMap(({ resource, peerings: halves }) =>
    halves.flatMap(({ remote }): readonly GraphEdge[] => {
      const hub = firewallAt.get(remote.urn);
      const spoke = has(resource.urn, "application") ? `${resource.urn} application` : undefined;
      if (hub === undefined || spoke === undefined) return [];
      // What leaves a network with a firewall of its own passes that one.
      return [{ from: firewallAt.get(resource.urn) ?? hub, to: spoke, kind: "peering" }];
    }),
  );
  const all = [...requests, ...tunnels, ...peerings].filter(({ from, to }) => from !== to);
  return [...new Map(all.map((edge) => [`${edge.from} ${edge.to} ${edge.kind}`, edge])).values()];
}
