import type { AlertPlan } from "./alert-plan";
import type { AvailabilityFigure, RecoveryFigure } from "./expectation-plan";
import type { BackupPlan } from "./backup-plan";
import type { CellPlan } from "./cell-plan";
import type { DeploymentStatePlan } from "./deployment-state-plan";
import type { Decision, Refusal } from "./decision";
import type { JobPlan } from "./job-plan";
import type { MaintenancePlan } from "./maintenance-plan";
import type { Environment } from "./environment";
import type { HubPlan } from "./network-plan";
import type { RegionGuardPlan } from "./region-guard-plan";
import type { SitePlan } from "./site-plan";
import type { VpnPlan } from "./vpn-plan";

/** Where a platform is being deployed: one of its environments, with the subscriptions that play each role. */
export interface Target {
  readonly platform: string;
  readonly environment: "local" | "test" | "production";
  readonly subscriptions: { readonly guard: string; readonly platform: string; readonly cells: string };
  /** Microsoft Entra tenant (directory) id that owns the subscriptions. */
  readonly directory: string;
  /** Microsoft Entra group whose members administer the databases. */
  readonly administrators: { readonly name: string; readonly objectId: string };
  /** Microsoft Entra group whose members bring the workload layer up. */
  readonly deployers: { readonly name: string; readonly objectId: string };
  /** Whether what may never be given up early is locked for good. */
  readonly immutability: "unlocked" | "locked";
  /** Ends up in globally unique names. */
  readonly salt: string;
  /** What each subscription may cost in a month, from the first of a month on, and who hears of more. */
  readonly budget?: {
    readonly from: string;
    readonly monthly: { readonly guard: number; readonly platform: number; readonly cells: number };
    readonly emails: readonly string[];
  };
}

/**
 * Everything that was decided for one platform in one environment: plain data, made by pure functions from the
 * agreement, the tenants and the environment. Components are wired from it, `explain` prints it, nothing asks it back.
 */
export interface Plan {
  readonly target: Target;
  readonly sites: readonly SitePlan[];
  readonly hubs: readonly HubPlan[];
  readonly vpn: VpnPlan;
  /** Site of the plan by which all networks are protected against floods; absent where that is not agreed. */
  readonly ddosProtection?: { readonly site: string };
  readonly cells: readonly CellPlan[];
  /** Codes of everybody who has or has had something here, also of those whose data is erased. */
  readonly tenantCodes: readonly string[];
  readonly backup: BackupPlan;
  /** Public halves of the keys to which copies are encrypted. */
  readonly copyKeys: Environment["copyKeys"];
  /** Where the heartbeat of the monitoring goes: a host in another place, and its data collection rule. */
  readonly watcher: { readonly host: string; readonly rule: string };
  readonly alerts: AlertPlan;
  readonly maintenance: MaintenancePlan;
  /** Regions that Azure itself is told to hold. */
  readonly regionGuards: readonly RegionGuardPlan[];
  readonly deploymentState: DeploymentStatePlan;
  /** Programs that run on a schedule. */
  readonly jobs: readonly JobPlan[];
  readonly availability: readonly AvailabilityFigure[];
  /** One figure for each kind of loss that the agreement speaks of. */
  readonly recovery: readonly RecoveryFigure[];
  readonly decisions: readonly Decision[];
  readonly refusals: readonly Refusal[];
}
