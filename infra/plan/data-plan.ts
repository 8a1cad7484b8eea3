/** One tenant's database. A restored database is a new one, so the generation is part of its identity. */
export interface DatabasePlan {
  readonly tenant: string;
  readonly generation: string;
  /**
   * Serving: the tenant's one. Restoring: made beside it, and nobody uses it yet. Kept: served before, or its tenant has
   * left; it is protected until somebody releases it. Released: as kept, but may be deleted.
   */
  readonly standing: "serving" | "restoring" | "kept" | "released";
  /** Made from another generation as it was at a moment (ISO 8601, UTC); absent where it began empty. */
  readonly origin?: { readonly from: string; readonly to: string };
  /**
   * Made as a copy of a generation in another cell (two digits), in which nobody works any more; at is when that was decided
   * (ISO 8601, UTC).
   */
  readonly copied?: { readonly from: string; readonly cell: string; readonly at: string };
  /** Something else has made it, so that it is taken over. */
  readonly made?: true;
  readonly sku: string;
  readonly maxSizeGiB: number;
  readonly zoneRedundant: boolean;
  readonly backupRedundancy: "Local" | "Zone" | "Geo" | "GeoZone";
  readonly pointInTimeDays: number;
  readonly differentialEveryHours: 12 | 24;
  /** ISO durations; absent where nothing long-term is promised. */
  readonly longTerm: {
    readonly weekly?: string;
    readonly monthly?: string;
    readonly yearly?: string;
    readonly weekOfYear?: number;
  };
}

/** A logical server and, where a second site is legal, the one it fails over to. */
export interface DatabaseServerPlan {
  /** `shared` or the tenant's code. */
  readonly key: string;
  readonly site: string;
  readonly databases: readonly DatabasePlan[];
  /**
   * Set where the tenant bought a key of its own: the versions that the server has to know, the one that encrypts first;
   * none until somebody has brought one, and then Azure's own key encrypts.
   */
  readonly customerKey?: { readonly versions: readonly string[] };
  /** Absent where residency leaves no second site. */
  readonly failover?: {
    readonly site: string;
    /** At least 60, Azure's minimum for a failover by itself. */
    readonly graceMinutes: number;
    readonly zoneRedundant: boolean;
    /** Of the backups that are made there after a failover. */
    readonly backupRedundancy: DatabasePlan["backupRedundancy"];
  };
}

/** The document archive of a cell: an account at each place, a container for each tenant. */
export interface DocumentStorePlan {
  readonly sites: readonly string[];
  /** Replication from the first site to the second, where mirroring is agreed. */
  readonly mirrored: boolean;
  readonly redundancy: string;
  readonly changesKeptDays: number;
  readonly deletedKeptDays: number;
}
