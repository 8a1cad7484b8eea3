import { privateEntryPort } from "../../agreement/flows/required-flows";
import { clusterAddresses } from "./cluster-addresses";
import { serverGroupSegments } from "./network-layout";
import type { FlowId } from "./flow-register";
import type { PlacedNetwork, PlacedSegment } from "./address-plan";
import { backendAddressIn, tenantNodesBlock } from "./address-plan";
import { ingressSegments, jobSegment, nodeSegments, segmentOf } from "./topology";
import type { CellTopology, SiteTopology, Topology } from "./topology";

/** One side of a flow in one segment, or outside of the platform's networks. */
export interface FlowEnd {
  /** Absent for what is outside: users, partners, Azure's own services. */
  readonly segment?: PlacedSegment;
  /** Prefixes, or exactly one service tag. */
  readonly prefixes: readonly string[];
}

/** Packets that must pass, and nothing else may. */
export interface Flow {
  readonly id: FlowId;
  readonly from: readonly FlowEnd[];
  readonly to: readonly FlowEnd[];
  readonly protocol: "Tcp" | "Udp" | "*";
  readonly ports: readonly string[];
  /** `firewall`: it leaves its network, or that network's own hub, and the site's firewall has to let it pass. */
  readonly through: "network" | "firewall";
  /** What runs where it starts, where that decides which names it may reach. */
  readonly runs?: readonly ("application" | "jobs")[];
  /** Set where the flow is of one tenant alone. */
  readonly tenant?: string;
  /** Codes of the sites it joins, where they are two. */
  readonly between?: readonly [string, string];
}

const https = ["443"];
// Connections to a private endpoint are proxied, so the one port is enough; redirection would need 1433-65535
// (Microsoft Learn, azure-sql/database/private-endpoint-overview, connectivity).
const sql = ["1433"];

function ends(...segments: readonly PlacedSegment[]): readonly FlowEnd[] {
  return segments.map((segment) => ({ segment, prefixes: [segment.prefix] }));
}

function outside(...prefixes: readonly string[]): readonly FlowEnd[] {
  return [{ prefixes }];
}

/** The flows of a whole platform, with prefixes: those that its agreement or Azure needs, and no other. */
export function flowMatrix(topology: Topology): readonly Flow[] {
  return topology.sites.flatMap((site) => [
    ...site.cells.flatMap((cell) => cellFlows(topology, site, cell)),
    partnerManagement(topology, site),
  ]);
}

/** The flows of one cell at one site: what its networks and its part of the firewall let pass. */
export function cellFlows(topology: Topology, site: SiteTopology, cell: CellTopology): readonly Flow[] {
  const [shared, ...own] = cell.networks;
  if (shared === undefined) {
    return [];
  }
  const edge = segmentOf(shared, "edge");
  const possible = [
    ...edgeFlows(edge, site, jobSegment(shared)),
    ...[shared, ...own].flatMap((network) => [
      ...clusterFlows(network, edge),
      ...dataFlows(network),
      ...sharedServiceFlows(topology, site, network),
      ...partnerFlows(topology, network),
    ]),
  ];
  return possible.filter((flow) => topology.neededFlows.has(flow.id));
}

/** Azure's own needs of an application gateway: Microsoft Learn, application-gateway/configuration-infrastructure. */
function edgeFlows(edge: PlacedSegment, site: SiteTopology, jobs: PlacedSegment): readonly Flow[] {
  const to = ends(edge);
  const inbound = { to, through: "network" } as const;
  return [
    { id: "users-edge", from: outside("Internet"), protocol: "Tcp", ports: https, ...inbound },
    { id: "users-redirect", from: outside("Internet"), protocol: "Tcp", ports: ["80"], ...inbound },
    { id: "nodes-edge", from: ends(jobs), protocol: "Tcp", ports: [String(privateEntryPort)], ...inbound },
    {
      id: "platform-edge-health",
      from: outside("GatewayManager"),
      protocol: "Tcp",
      ports: ["65200-65535"],
      ...inbound,
    },
    { id: "platform-edge-balancer", from: outside("AzureLoadBalancer"), protocol: "*", ports: ["*"], ...inbound },
    {
      id: "edge-internet",
      from: ends(edge),
      to: outside("Internet"),
      protocol: "*",
      ports: ["*"],
      through: "network",
    },
    {
      id: "edge-management",
      from: ends(edge),
      to: ends(segmentOf(site.hub, "management")),
      protocol: "Tcp",
      ports: https,
      through: "network",
    },
  ];
}

function clusterFlows(network: PlacedNetwork, edge: PlacedSegment): readonly Flow[] {
  const web = segmentOf(network, "web");
  const nodes = nodeSegments(network);
  const backend = `${backendAddressIn(web.prefix)}/32`;
  // A balancer of AKS leaves the packet its own address as destination, so that is what the nodes' rules see.
  const behindBalancer = ingressSegments(network).map((segment) => ({ segment, prefixes: [backend, segment.prefix] }));
  // Inside one cluster Azure wants everything open between nodes and pods (Microsoft Learn, aks/azure-cni-overlay,
  // network security groups); tenants are kept apart there by network policies.
  // Node pools of tenants stand in it as the one block that holds them all, so that a tenant's rules stay as they are
  // when another one comes.
  const inside = nodes.map((segment) => ({
    segment,
    prefixes: [
      segment.tenant === network.tenant ? segment.prefix : tenantNodesBlock(network.prefix),
      clusterAddresses.pods,
    ],
  }));
  return [
    {
      id: "edge-web",
      from: ends(edge),
      to: [{ segment: web, prefixes: [backend] }, ...behindBalancer],
      protocol: "Tcp",
      ports: https,
      through: network.tenant === undefined ? "network" : "firewall",
      ...(network.tenant !== undefined && { tenant: network.tenant }),
    },
    {
      id: "balancer-nodes",
      from: outside("AzureLoadBalancer"),
      to: ends(...nodes),
      protocol: "*",
      ports: ["*"],
      through: "network",
    },
    { id: "cluster", from: inside, to: inside, protocol: "*", ports: ["*"], through: "network" },
  ];
}

/**
 * A tenant's databases are reached from the nodes of its application, its own ones where it has any, and from those that
 * run the jobs. Web servers reach neither databases nor documents.
 */
function dataFlows(network: PlacedNetwork): readonly Flow[] {
  const jobs = jobSegment(network);
  const nodes = nodeSegments(network).filter(({ zone }) => zone === "application");
  const data = network.segments.filter((segment) => segment.zone === "data");
  const application = (tenant: string | undefined): readonly PlacedSegment[] => {
    const own = nodes.filter((node) => node.tenant !== undefined && node.tenant === tenant);
    return own.length > 0 ? own : [segmentOf(network, "application")];
  };
  const toData = data.map((segment): Flow => ({
    id: "nodes-data",
    from: ends(...new Set([...application(segment.tenant), jobs])),
    to: ends(segment),
    protocol: "Tcp",
    ports: sql,
    through: "network",
    ...(segment.tenant !== undefined && { tenant: segment.tenant }),
  }));
  const toDocuments: Flow = {
    id: "nodes-documents",
    from: ends(...new Set([...data.flatMap(({ tenant }) => application(tenant)), jobs])),
    to: ends(segmentOf(network, "documents")),
    protocol: "Tcp",
    ports: https,
    through: "network",
  };
  return [...toData, toDocuments];
}

function sharedServiceFlows(topology: Topology, site: SiteTopology, network: PlacedNetwork): readonly Flow[] {
  const nodes = nodeSegments(network);
  const jobNodes = jobSegment(network);
  const jobs = ends(jobNodes);
  const services: Flow = {
    id: "nodes-management",
    from: ends(...nodes),
    to: ends(segmentOf(site.hub, "management")),
    protocol: "Tcp",
    ports: https,
    through: "network",
  };
  const copies = topology.sites.map((place): Flow => ({
    id: place.site === site.site ? "nodes-backup" : "nodes-backup-sites",
    from: jobs,
    to: ends(segmentOf(place.hub, "backup")),
    protocol: "Tcp",
    ports: https,
    through: place.site === site.site ? "network" : "firewall",
    ...(place.site !== site.site && { between: [site.site, place.site] as const }),
  }));
  const checks: Flow = {
    id: "nodes-checks",
    from: jobs,
    to: ends(segmentOf(site.hub, "backup")),
    protocol: "Tcp",
    ports: sql,
    through: "network",
  };
  const egress = nodes.map((segment): Flow => ({
    id: "nodes-internet",
    from: ends(segment),
    to: outside("Internet"),
    protocol: "Tcp",
    ports: ["80", "443"],
    through: "firewall",
    runs: [
      ...(segment.key === serverGroupSegments.web || segment.key === serverGroupSegments.batch
        ? []
        : (["application"] as const)),
      ...(segment === jobNodes ? (["jobs"] as const) : []),
    ],
    ...(segment.tenant !== undefined && { tenant: segment.tenant }),
  }));
  return [services, ...copies, checks, ...egress];
}

function partnerFlows(topology: Topology, network: PlacedNetwork): readonly Flow[] {
  const from = outside(...topology.managementPrefixes);
  const data = network.segments.filter((segment) => segment.zone === "data");
  // The private endpoint of the API server is in the segment of the first node pool.
  const apiServer = ends(segmentOf(network, "application"));
  const toData = data.map((segment): Flow => ({
    id: "partner-data",
    from,
    to: ends(segment),
    protocol: "Tcp",
    ports: sql,
    through: "firewall",
    ...(segment.tenant !== undefined && { tenant: segment.tenant }),
  }));
  return [{ id: "partner-nodes", from, to: apiServer, protocol: "Tcp", ports: https, through: "firewall" }, ...toData];
}

function partnerManagement(topology: Topology, site: SiteTopology): Flow {
  return {
    id: "partner-management",
    from: outside(...topology.managementPrefixes),
    to: ends(segmentOf(site.hub, "management")),
    protocol: "Tcp",
    ports: https,
    through: "firewall",
  };
}
