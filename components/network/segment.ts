import type { Role } from "../../azure/names/codes";
import type { NameParts } from "../../azure/names/resource-name";
import type { Route, SecurityRule } from "../../azure/network-rules";

/** A subnet with its rules. */
export interface Segment {
  /** Stable key within its network: `edge`, `application`, `data-ab12`. */
  readonly key: string;
  readonly zone: keyof typeof ZONE_ROLES | "hub";
  /** Azure's reserved name where it has one (`AzureFirewallSubnet`, `GatewaySubnet`); otherwise named by the grammar. */
  readonly reservedName?: string;
  readonly tenant?: string;
  readonly prefix: string;
  readonly holds: "firewall" | "vpn-gateway" | "application-gateway" | "nodes" | "load-balancer" | "private-endpoints";
  /** Absent where Azure forbids a network security group: firewall and gateway subnets. */
  readonly securityRules?: readonly SecurityRule[];
  /** Absent where Azure forbids or does not need a route table. */
  readonly routes?: readonly Route[];
}

/** How an isolated zone is written in names; what a subnet holds is read back from there. */
const ZONE_ROLES = {
  edge: "edg",
  web: "web",
  application: "app",
  data: "dat",
  documents: "doc",
  management: "mgt",
  backup: "bak",
} as const satisfies Readonly<Record<string, Role>>;

/** Segments that share a zone with another one of all tenants, by their key. */
const SECOND_IN_ZONE: Readonly<Record<string, string>> = { "web-nodes": "nodes", "batch-nodes": "batch" };

/** What of a segment is in its name. */
export type SegmentIdentity = Pick<Segment, "key" | "zone" | "holds" | "tenant">;

/** What a segment adds to the names of its subnet, security group and route table. */
export function segmentName({
  key,
  zone,
  holds,
  tenant,
}: SegmentIdentity): Pick<NameParts, "role" | "tenant" | "label"> {
  // The connecting network is no zone of its own: there a segment is what stands in it.
  const role = zone !== "hub" ? ZONE_ROLES[zone] : holds === "firewall" ? "fwl" : "vpn";
  const label = SECOND_IN_ZONE[key];
  return { role, ...(tenant !== undefined && { tenant }), ...(label !== undefined && { label }) };
}

/** Whether its routes need the firewall's address, and so the firewall. */
export function leadsToFirewall(segment: Segment): boolean {
  return segment.routes?.some((route) => route.nextHop === "firewall" && route.appliance === undefined) ?? false;
}
