/** An independent copy of every database of the platform, made by a job, kept under another identity. */
export interface CopyPlan {
  readonly key: string;
  readonly kind: "hot" | "cold" | "daily";
  /** ISO duration between copies. */
  readonly every: string;
  /** Site codes of the places that hold it. */
  readonly places: readonly string[];
  /** Storage SKU at each place, by site code. */
  readonly redundancy: Readonly<Record<string, string>>;
  readonly retentionDays: number;
  /** How long the first copy of each month is kept, where that is longer. */
  readonly firstOfMonthDays?: number;
  readonly throughVpn: boolean;
  readonly promises: readonly string[];
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

export interface BackupPlan {
  readonly copies: readonly CopyPlan[];
  readonly vaults: readonly VaultPlan[];
  readonly logRetentionDays: number;
  /** Sites that hold an append-only archive of the logs. */
  readonly logArchiveSites: readonly string[];
}
