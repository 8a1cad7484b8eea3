import type { NetworkZone } from "../../../../agreement/families/isolation";
import { parseName } from "../../../../azure/names/resource-name";
import { RESERVED_SUBNETS } from "../../../../azure/subnets";
import type { Network, ServerGroup, Subnet } from "../model/network-model";
import type { Topology } from "../semantics/topology";

/** What a subnet is for. The connecting subnets of a hub are no zone: nothing of the platform's stands in them. */
export type SegmentZone = NetworkZone | "firewall" | "gateway";

/** A subnet with what its name says of it. */
export interface Segment {
  readonly subnet: Subnet;
  readonly zone: SegmentZone;
  readonly tenant?: string;
  /** Set where it is for nodes that run the ingress, or jobs, and nothing else. */
  readonly group?: ServerGroup;
  readonly stamp: Stamp;
}

/** A network with what its name says of it: a site's hub, or what a cell has at a site for all tenants or for one. */
export interface Stamp {
  readonly network: Network;
  readonly site: string;
  readonly kind: "hub" | "spoke";
  readonly cell?: number;
  readonly tenant?: string;
}

/** Something that cannot be classified, or whose name says what is not so. */
export interface Misfit {
  readonly subnet?: Subnet;
  readonly network?: Network;
  readonly message: string;
  /** Whether only the platform's other stacks can tell that it does not fit. */
  readonly open?: boolean;
}

const ZONES: Readonly<Record<string, NetworkZone>> = {
  edg: "edge",
  web: "web",
  app: "application",
  dat: "data",
  doc: "documents",
  mgt: "management",
  bak: "backup",
};

/** Labels, in the names of subnets of a zone, of those for nodes of a group of servers. */
const GROUPS: Readonly<Partial<Record<NetworkZone, Readonly<Record<string, ServerGroup>>>>> = {
  web: { nodes: "web" },
  application: { batch: "batch" },
};

/** Every subnet by what the names say, and whatever the grammar cannot read. */
export function readSegments(topology: Topology): {
  readonly segments: readonly Segment[];
  readonly misfits: readonly Misfit[];
} {
  const misfits: Misfit[] = [];
  const stamps = new Map<Network, Stamp>();
  for (const network of topology.model.networks) {
    const stamp = stampOf(network);
    if (stamp !== undefined) stamps.set(network, stamp);
    else
      misfits.push({
        network,
        message: `network ${network.label} has no name of the grammar, so nobody knows whose it is`,
      });
  }
  const segments = topology.model.subnets.flatMap((subnet) => {
    const network = topology.networkOf(subnet);
    const stamp = network && stamps.get(network);
    if (network === undefined || stamp === undefined) return [];
    const segment = segmentOf(subnet, stamp);
    if (segment !== undefined) return [segment];
    misfits.push({ subnet, message: `subnet ${subnet.label} of ${network.label} cannot be classified by its name` });
    return [];
  });
  return { segments, misfits };
}

function stampOf(network: Network): Stamp | undefined {
  const parts = parseName("network:VirtualNetwork", network.label);
  if (parts?.site === undefined) return undefined;
  const { role, site, cell, tenant } = parts;
  if (role === "hub") return cell === undefined && tenant === undefined ? { network, site, kind: "hub" } : undefined;
  if (role !== "net" || cell === undefined) return undefined;
  return { network, site, kind: "spoke", cell, ...(tenant !== undefined && { tenant }) };
}

function segmentOf(subnet: Subnet, stamp: Stamp): Segment | undefined {
  if (isReserved(subnet, "firewall")) {
    const { tenant } = stamp;
    if (stamp.kind === "hub") return { subnet, stamp, zone: "firewall" };
    // A tenant's own device stands in its own network; what tenants share has the site's.
    return tenant === undefined ? undefined : { subnet, stamp, zone: "firewall", tenant };
  }
  if (isReserved(subnet, "gateway")) return stamp.kind === "hub" ? { subnet, stamp, zone: "gateway" } : undefined;
  const parts = parseName("network:Subnet", subnet.name);
  const zone = parts?.role === undefined ? undefined : ZONES[parts.role];
  if (parts === undefined || zone === undefined) return undefined;
  if (parts.site !== stamp.site || parts.cell !== stamp.cell) return undefined;
  const { tenant } = parts;
  // A tenant's own network holds that tenant's segments only.
  if (stamp.tenant !== undefined && tenant !== stamp.tenant) return undefined;
  const group = GROUPS[zone]?.[parts.label ?? ""];
  return { subnet, stamp, zone, ...(tenant !== undefined && { tenant }), ...(group !== undefined && { group }) };
}

function isReserved(subnet: Subnet, kind: "firewall" | "gateway"): boolean {
  return subnet.name.toLowerCase() === RESERVED_SUBNETS[kind].name.toLowerCase();
}
