import type { Agreement } from "../../agreement/agreement";
import type { Tenant } from "../../agreement/tenants";
import { addressCount, addressText, blockOf, capacityOf, cidrOf, subBlock } from "./address-block";
import type { AddressBlock } from "./address-block";
import {
  cellBlockLength,
  devicePlace,
  hubLength,
  hubPlaces,
  serverGroupPlaces,
  sharedSpokeLength,
  sharedSpokePlaces,
  tenantDataLength,
  tenantDataStart,
  tenantNodesBlockIndex,
  tenantNodesBlockLength,
  tenantNodesLength,
  tenantNodesStart,
  tenantSpokeDataIndex,
  tenantSpokeLength,
  tenantSpokePlaces,
} from "./network-layout";
import type { SegmentPlace } from "./network-layout";
import type { SegmentPlan } from "./network-plan";

/** A subnet before its rules and routes are known. */
export type PlacedSegment = Omit<SegmentPlan, "securityRules" | "routes">;

/** A network at one site with its subnets. */
export interface PlacedNetwork {
  readonly prefix: string;
  readonly segments: readonly PlacedSegment[];
  /** Set where the network is one tenant's own. */
  readonly tenant?: string;
  /** Address of the tenant's own firewall in it. */
  readonly device?: string;
}

/** What a tenant has of its own, after its overrides. */
export interface TenantIsolation {
  readonly compute: Agreement["isolation"]["compute"];
  readonly firewall: Agreement["isolation"]["firewall"];
  readonly server: Agreement["isolation"]["server"];
}

/** The agreement's isolation with what the tenant bought on top. */
export function isolationOf(agreement: Agreement, tenant: Pick<Tenant, "overrides">): TenantIsolation {
  const { compute, firewall, server } = agreement.isolation;
  return {
    compute: tenant.overrides.compute ?? compute,
    firewall: tenant.overrides.firewall ?? firewall,
    server: tenant.overrides.server ?? server,
  };
}

/** Whether an agreement keeps web servers apart from application servers; jobs then have servers of their own too. */
export function separatesServers({ recovery }: Agreement): boolean {
  const { groups } = recovery.redundancy;
  return groups.includes("web") && groups.includes("application");
}

/** How many cells a site's block holds beside its hub. */
export function cellsIn(siteBlock: string): number {
  return Math.max(0, capacityOf(blockOf(siteBlock), cellBlockLength) - 1);
}

/** The hub of a site: the first network of its block. */
export function placeHub(siteBlock: string): PlacedNetwork {
  const hub = subBlock(subBlock(blockOf(siteBlock), cellBlockLength, 0), hubLength, 0);
  return { prefix: cidrOf(hub), segments: hubPlaces.map((place) => placeSegment(hub, place)) };
}

/** A cell's tenant as the address plan needs it. */
export interface PlacedTenant {
  readonly code: string;
  readonly segment: number;
  readonly compute: Agreement["isolation"]["compute"];
  readonly firewall: Agreement["isolation"]["firewall"];
}

/**
 * The networks of a cell at one site: the one its tenants share, then one for each tenant with a cluster of its own.
 * Depends on the numbers of cell and segment only, never on who else is there.
 *
 * @param serverGroups whether web, application and batch servers are apart
 */
export function placeCell(
  siteBlock: string,
  cell: number,
  tenants: readonly PlacedTenant[],
  serverGroups: boolean,
): readonly PlacedNetwork[] {
  const block = subBlock(blockOf(siteBlock), cellBlockLength, cell);
  const shared = subBlock(block, sharedSpokeLength, 0);
  const ownHalf = subBlock(block, sharedSpokeLength, 1);
  const inOrder = [...tenants].sort((one, other) => one.segment - other.segment);
  const sharing = inOrder.filter((tenant) => tenant.compute !== "cluster");
  return [
    {
      prefix: cidrOf(shared),
      segments: [
        ...sharedSpokePlaces.map((place) => placeSegment(shared, place)),
        ...(serverGroups ? serverGroupPlaces : []).map((place) => placeSegment(shared, place)),
        ...sharing.map((tenant) => tenantData(shared, tenant, tenantDataStart + tenant.segment)),
        ...sharing.filter((tenant) => tenant.compute === "nodePool").map((tenant) => tenantNodes(shared, tenant)),
      ],
    },
    ...inOrder.filter((tenant) => tenant.compute === "cluster").map((tenant) => tenantNetwork(ownHalf, tenant)),
  ];
}

function tenantNetwork(half: AddressBlock, tenant: PlacedTenant): PlacedNetwork {
  const block = subBlock(half, tenantSpokeLength, tenant.segment);
  const hasDevice = tenant.firewall === "device";
  const places = hasDevice ? [...tenantSpokePlaces, devicePlace] : tenantSpokePlaces;
  return {
    prefix: cidrOf(block),
    tenant: tenant.code,
    ...(hasDevice && { device: deviceAddressIn(block) }),
    segments: [
      ...places.map((place) => ({ ...placeSegment(block, place), tenant: tenant.code })),
      tenantData(block, tenant, tenantSpokeDataIndex),
    ],
  };
}

// A firewall takes the first address that Azure leaves free. The program compares it with what Azure gives.
const deviceOffset = 4;

function deviceAddressIn(network: AddressBlock): string {
  return addressText(subBlock(network, devicePlace.length, devicePlace.index).first + deviceOffset);
}

function placeSegment(network: AddressBlock, place: SegmentPlace): PlacedSegment {
  const { key, zone, holds, length, index, reservedName } = place;
  const prefix = cidrOf(subBlock(network, length, index));
  return { key, zone, holds, prefix, ...(reservedName !== undefined && { reservedName }) };
}

function tenantData(network: AddressBlock, tenant: PlacedTenant, index: number): PlacedSegment {
  const prefix = cidrOf(subBlock(network, tenantDataLength, index));
  return { key: `data-${tenant.code}`, zone: "data", holds: "private-endpoints", prefix, tenant: tenant.code };
}

function tenantNodes(network: AddressBlock, tenant: PlacedTenant): PlacedSegment {
  const prefix = cidrOf(subBlock(network, tenantNodesLength, tenantNodesStart + tenant.segment));
  return { key: `nodes-${tenant.code}`, zone: "application", holds: "nodes", prefix, tenant: tenant.code };
}

/** The block of a cell's network from which all node segments of its tenants are taken. */
export function tenantNodesBlock(networkPrefix: string): string {
  return cidrOf(subBlock(blockOf(networkPrefix), tenantNodesBlockLength, tenantNodesBlockIndex));
}

// Azure keeps the first four addresses of a subnet and the last (Microsoft Learn, virtual-networks-faq). The next ones
// are left for whatever a gateway or an operator adds by hand.
const backendOffset = 10;

/** The address of a cluster's internal load balancer in its web segment. */
export function backendAddressIn(webPrefix: string): string {
  return addressText(blockOf(webPrefix).first + backendOffset);
}

// Instances of a gateway take addresses from the start of their subnet.
const gatewayOffsetFromEnd = 6;

/** The private frontend of an application gateway in its segment. */
export function gatewayAddressIn(edgePrefix: string): string {
  const edge = blockOf(edgePrefix);
  return addressText(edge.first + addressCount(edge.length) - gatewayOffsetFromEnd);
}

/** Addresses that hub and cells of a site need. */
export function addressesNeeded(highestCell: number): number {
  return (highestCell + 1) * addressCount(cellBlockLength);
}

/** The length of the smallest block that holds a hub and that many cells. */
export function blockLengthFor(highestCell: number): number {
  return cellBlockLength - Math.ceil(Math.log2(highestCell + 1));
}
