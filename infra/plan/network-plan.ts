import type { Route, SecurityRule } from "../../azure/network-rules";
import type { FirewallPlan } from "./firewall-plan";

/** The isolated zones of design and agreement; "hub" is the connecting network itself. */
export type Zone = "edge" | "web" | "application" | "data" | "documents" | "management" | "backup";

/** A subnet with its rules. */
export interface SegmentPlan {
  /** Stable key within its network: `edge`, `application`, `data-t001`. */
  readonly key: string;
  readonly zone: Zone | "hub";
  /** Azure's reserved name where it has one (`AzureFirewallSubnet`, `GatewaySubnet`); otherwise named by the grammar. */
  readonly reservedName?: string;
  readonly tenant?: string;
  readonly prefix: string;
  readonly holds: "firewall" | "vpn-gateway" | "application-gateway" | "nodes" | "load-balancer" | "private-endpoints";
  /** Absent where Azure forbids a network security group (firewall and gateway subnets). */
  readonly securityRules?: readonly SecurityRule[];
  /** Absent where Azure forbids or does not need a route table. */
  readonly routes?: readonly Route[];
}

/** The connecting network of a site: firewall, VPN gateway and shared private endpoints. */
export interface HubPlan {
  readonly site: string;
  readonly prefix: string;
  readonly segments: readonly SegmentPlan[];
  readonly firewall: FirewallPlan;
}

/** A network of a cell at one site, peered with that site's hub only. */
export interface SpokePlan {
  readonly site: string;
  /** Set where the network is one tenant's own, for a cluster of its own. */
  readonly tenant?: string;
  readonly prefix: string;
  readonly segments: readonly SegmentPlan[];
}
