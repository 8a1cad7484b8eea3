import type { SegmentPlan } from "./network-plan";

/**
 * How a site's block of addresses is divided. Every place is fixed by a number that is written down once (the site's
 * block in the environment, the tenant's cell and segment in the tenants document), so that adding, removing or
 * reordering anything else moves nothing: a subnet's prefix cannot change while something is in it.
 */

/** Prefix length of a cell's block; block 0 of a site holds the hub, block n the cell n. */
export const cellBlockLength = 20;
/** Prefix length of the network that a cell's tenants share, the first half of the cell's block. */
export const sharedSpokeLength = 21;
/** Prefix length of a network for one tenant's own cluster; they share the second half of the cell's block. */
export const tenantSpokeLength = 23;
/** Prefix length of the hub's network. */
export const hubLength = 22;
/** Prefix length of the nodes of a shared cluster, or of a tenant's own one. */
export const nodesLength = 24;
/** Prefix length of the nodes of one server group. */
export const serverGroupNodesLength = 26;
/** Prefix length of a tenant's private endpoints: 11 usable addresses, for databases of two generations and more. */
export const tenantDataLength = 28;
/** Prefix length of a tenant's own node pool: 27 usable addresses, for 20 nodes and a third more while upgrading. */
export const tenantNodesLength = 27;

/** Where a segment lies within its network: the number of the block of its own length. */
export interface SegmentPlace {
  readonly key: string;
  readonly zone: SegmentPlan["zone"];
  readonly holds: SegmentPlan["holds"];
  readonly length: number;
  readonly index: number;
  readonly reservedName?: string;
}

/**
 * The hub. AzureFirewallSubnet needs /26 (Microsoft Learn, firewall limits); GatewaySubnet should be /27 or larger and
 * gets /26 so that it never has to move (Microsoft Learn, vpn-gateway-about-vpn-gateway-settings). Block 1 is kept for
 * AzureFirewallManagementSubnet and block 3 for AzureBastionSubnet, both /26; the second half of the hub is free.
 */
export const hubPlaces: readonly SegmentPlace[] = [
  { key: "firewall", zone: "hub", holds: "firewall", length: 26, index: 0, reservedName: "AzureFirewallSubnet" },
  { key: "gateway", zone: "hub", holds: "vpn-gateway", length: 26, index: 2, reservedName: "GatewaySubnet" },
  { key: "management", zone: "management", holds: "private-endpoints", length: 26, index: 4 },
  { key: "backup", zone: "backup", holds: "private-endpoints", length: 26, index: 5 },
];

/**
 * The network of a cell. The application gateway has the /24 that Microsoft recommends for version 2 (Microsoft Learn,
 * application-gateway/configuration-infrastructure: up to 125 instances and room for upgrades); nodes have a /24, 251
 * usable addresses, of which a surge upgrade takes a third more than the nodes that run.
 */
export const sharedSpokePlaces: readonly SegmentPlace[] = [
  { key: "edge", zone: "edge", holds: "application-gateway", length: 24, index: 0 },
  { key: "application", zone: "application", holds: "nodes", length: nodesLength, index: 1 },
  { key: "web", zone: "web", holds: "load-balancer", length: 26, index: 24 },
  { key: "documents", zone: "documents", holds: "private-endpoints", length: 26, index: 25 },
];

/**
 * Nodes of the server groups that an agreement separates from its application servers, in the same network: what serves
 * the ingress, and what runs jobs. 59 usable addresses each, for 44 nodes and a third more while upgrading.
 */
export const serverGroupPlaces: readonly SegmentPlace[] = [
  { key: "web-nodes", zone: "web", holds: "nodes", length: serverGroupNodesLength, index: 26 },
  { key: "batch-nodes", zone: "application", holds: "nodes", length: serverGroupNodesLength, index: 27 },
];
/** The segment of a server group's nodes. */
export const serverGroupSegments = { web: "web-nodes", batch: "batch-nodes" } as const;

/** First block, of their own length, of the tenants' private endpoints and of their node pools in a cell's network. */
export const tenantDataStart = 32;
export const tenantNodesStart = 32;
/** All node segments of tenants as one block: its length and its number among blocks of that length. */
export const tenantNodesBlockLength = 23;
export const tenantNodesBlockIndex = 2;

/** The network of one tenant's own cluster. */
export const tenantSpokePlaces: readonly SegmentPlace[] = [
  { key: "application", zone: "application", holds: "nodes", length: nodesLength, index: 0 },
  { key: "web", zone: "web", holds: "load-balancer", length: 26, index: 4 },
  { key: "documents", zone: "documents", holds: "private-endpoints", length: 26, index: 5 },
];

/** Where a tenant's own firewall stands in it; AzureFirewallSubnet needs /26 (Microsoft Learn, firewall limits). */
export const devicePlace: SegmentPlace = {
  key: "firewall",
  zone: "hub",
  holds: "firewall",
  length: 26,
  index: 7,
  reservedName: "AzureFirewallSubnet",
};

/** First block of the private endpoints in a tenant's own network. */
export const tenantSpokeDataIndex = 24;

/** How many segment numbers a cell has for tenants at each level of compute isolation. */
export const segmentNumbers = { namespace: 32, nodePool: 16, cluster: 4 } as const;
