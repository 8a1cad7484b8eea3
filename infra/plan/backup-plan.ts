import type { CopyEstimate } from "./copy-schedule";

/** An independent copy of every database of the platform, made by a job, kept under another identity. */
export interface CopyPlan {
  readonly key: string;
  readonly kind: "hot" | "cold" | "daily";
  /** ISO duration between copies. */
  readonly every: string;
  /** The latest copy is no older, or an alert is raised: the agreed interval and lateness. */
  readonly latestWithinMinutes: number;
  /** Site codes of the places that hold it. */
  readonly places: readonly string[];
  /** Storage SKU at each place, by site code. */
  readonly redundancy: Readonly<Record<string, string>>;
  readonly retentionDays: number;
  /** How long the first copy of each month is kept, where that is longer. */
  readonly firstOfMonthDays?: number;
  readonly throughVpn: boolean;
  readonly timing: CopyTiming;
  readonly promises: readonly string[];
}

/** A copy before it is decided when it is made. */
export type UntimedCopy = Omit<CopyPlan, "timing">;

/** When the copies of all tenants are made. */
export interface CopyTiming {
  /** Start of a slot of the first wave, a fixed moment in UTC: nothing derives from today's clock. */
  readonly epoch: string;
  readonly everyMinutes: number;
  /** Tenants start one wave after the other, by the number of their segment, which never changes. */
  readonly waves: number;
  /** Minutes between two waves: what the largest copy takes. */
  readonly waveMinutes: number;
  readonly estimate: CopyEstimate;
  /** Minutes of a week in which copies run into planned work of the clusters, which interrupts and repeats them. */
  readonly disturbedMinutes: number;
}

/** A Backup vault that protects something; redundancy cannot change after creation. */
export interface VaultPlan {
  readonly site: string;
  readonly redundancy: "LocallyRedundant" | "ZoneRedundant" | "GeoRedundant";
  readonly protects: readonly ("documents" | "cluster")[];
  readonly operationalDays: number;
  readonly vaultDays: number;
  /** The latest backup of anything here is no older, or an alert is raised: the agreed interval and lateness. */
  readonly latestWithinMinutes: number;
  /** 0: a deleted backup is gone at once. */
  readonly softDeleteDays: number;
  /** `Disabled` where the environment is to be thrown away: Azure keeps an instance of an immutable vault after a day. */
  readonly immutability: "Disabled" | "Unlocked" | "Locked";
  readonly promises: readonly string[];
}

/** A private way to an account of copies. */
export interface CopyEntryPlan {
  readonly copy: string;
  readonly kind: CopyPlan["kind"];
  /** Code of the site that holds the copy. */
  readonly place: string;
  /** Code of the site in whose hub the private endpoint stands, and whose names lead to it. */
  readonly site: string;
  /** Other sites whose names lead to it too. */
  readonly namedAt: readonly string[];
}

export interface BackupPlan {
  readonly copies: readonly CopyPlan[];
  readonly entries: readonly CopyEntryPlan[];
  readonly vaults: readonly VaultPlan[];
  readonly logRetentionDays: number;
  /** Sites that hold an append-only archive of the logs. */
  readonly logArchiveSites: readonly string[];
}
