import type { FirewallGroup } from "../../azure/firewall-rules";

/** A firewall that one tenant has to itself, in its own network at one site. */
export interface DevicePlan {
  readonly tenant: string;
  readonly site: string;
  readonly zones: readonly string[];
  /** Outbound addresses; each adds 2,496 source ports an instance. */
  readonly publicAddresses: number;
  /** The address that routes lead to. */
  readonly address: string;
  /** All of its rules. */
  readonly group: FirewallGroup;
}
