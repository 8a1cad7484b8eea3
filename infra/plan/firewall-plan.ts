import type { FirewallGroup } from "../../azure/firewall-rules";

export interface FirewallPlan {
  readonly tier: "Premium";
  readonly zones: readonly string[];
  /** Outbound addresses; each adds 2,496 source ports an instance. */
  readonly publicAddresses: number;
  /** Base policy's groups: what every site of the platform shares. */
  readonly baseline: readonly FirewallGroup[];
}
