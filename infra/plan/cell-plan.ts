import type { FirewallGroup } from "../../azure/firewall-rules";
import type { ClusterPlan } from "./cluster-plan";
import type { DatabaseServerPlan, DocumentStorePlan } from "./data-plan";
import type { DevicePlan } from "./device-plan";
import type { EntryPlan } from "./entry-plan";
import type { SpokePlan } from "./network-plan";
import type { WorkloadPlan } from "./workload-plan";

export interface TenantPlan {
  /** Four characters, never reused. */
  readonly code: string;
  readonly name: string;
  readonly hostName: string;
  readonly generation: string;
  readonly state: "active" | "leaving";
  /** Whether somebody has looked into the vaults for the certificate of its listener, so that nobody has to ask Azure. */
  readonly certificateConfirmed: boolean;
}

/** A tenant that has left or was moved away, whose data is still there. */
export interface RetiredPlan {
  readonly code: string;
  /** Protected, or free to be deleted. */
  readonly standing: "kept" | "released";
}

/** A tenant that is going to be moved here, and whose documents are copied before. */
export interface ArrivingPlan {
  readonly code: string;
  /** Two digits: the cell in which it is served. */
  readonly from: string;
}

/** A bounded number of tenants with everything they share, at all sites of the cell. */
export interface CellPlan {
  /** Two digits. */
  readonly number: string;
  /** How many tenants fit, and what sets that number. */
  readonly capacity: { readonly tenants: number; readonly limitedBy: string };
  readonly activeSite: string;
  /** Empty where the data of those who left is all that remains of the cell. */
  readonly tenants: readonly TenantPlan[];
  readonly retired: readonly RetiredPlan[];
  readonly arriving: readonly ArrivingPlan[];
  readonly spokes: readonly SpokePlan[];
  readonly entries: readonly EntryPlan[];
  readonly clusters: readonly ClusterPlan[];
  /** What runs in each of the clusters, in their order. */
  readonly workloads: readonly WorkloadPlan[];
  readonly servers: readonly DatabaseServerPlan[];
  readonly documents: DocumentStorePlan | undefined;
  /** The cell's own rule collection group in each site's firewall policy, by site code. */
  readonly firewallGroups: Readonly<Record<string, FirewallGroup>>;
  /** Firewalls that tenants have to themselves. */
  readonly devices: readonly DevicePlan[];
}
