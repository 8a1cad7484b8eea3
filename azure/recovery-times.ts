/**
 * How long Azure takes to notice, to copy and to restore, and how old what it keeps may be. Azure promises few of these;
 * what is not published is an estimate and says so.
 */

export interface RecoveryTime {
  readonly value: number;
  readonly source: string;
  /** The figure is not published. */
  readonly estimate: boolean;
}

const published = (value: number, source: string): RecoveryTime => ({ value, source, estimate: false });
const estimated = (value: number, source: string): RecoveryTime => ({ value, source, estimate: true });

const BACKUPS = "Microsoft Learn, azure-sql/database/automated-backups-overview";
const FAILOVER = "Microsoft Learn, azure-sql/database/failover-group-sql-db";
const COPY = "Microsoft Learn, azure-sql/database/database-copy";
const RECOVERY = "Microsoft Learn, azure-sql/database/recovery-using-backups";

export const RECOVERY_TIMES = {
  /** Minutes between two backups of a transaction log. */
  logBackupMinutes: published(10, `${BACKUPS}: about every 10 minutes`),
  fullBackupDays: published(7, `${BACKUPS}: weekly`),
  /** Minutes after its creation at which a database has its first full backup. */
  firstFullBackupMinutes: published(30, `${BACKUPS}: within 30 minutes`),
  /** Minutes until a backup has arrived in the paired region. */
  geoBackupMinutes: published(60, `${RECOVERY}: geo-restore loses up to 1 hour`),
  /** Days until a weekly backup is in long-term retention, at most. */
  longTermDays: published(7, "Microsoft Learn, azure-sql/database/long-term-retention-overview: up to 7 days"),
  /** Seconds by which a geo-secondary is behind. */
  replicationSeconds: estimated(
    5,
    "no figure is promised; 5 seconds is what Microsoft published for geo-replication of business critical databases",
  ),
  failoverMinutes: published(1, `${FAILOVER}: up to 60 seconds`),
  /** Seconds for which the name of a failover group is remembered. */
  listenerSeconds: published(30, `${FAILOVER}: time to live of 30 seconds`),
  /** Seconds for which a zone-redundant database is away when it loses a zone. */
  zoneFailoverSeconds: published(30, "Microsoft Learn, reliability/reliability-sql-database: less than 30 seconds"),
  /** Seconds for which a database is away at the end of planned work. */
  reconfigurationSeconds: published(
    8,
    "Microsoft Learn, azure-sql/database/maintenance-window-configure: typically up to 8 seconds",
  ),
  /** A restore within a region takes these minutes, and more for each GiB. */
  restoreMinutes: estimated(20, `${RECOVERY}: 12 hours or less for most databases, and no formula`),
  restoreMinutesPerGiB: estimated(1, `${RECOVERY}: 12 hours or less for most databases, and no formula`),
  geoRestoreMinutesPerGiB: estimated(2, `${RECOVERY}: 12 hours or less for most databases, and no formula`),
  // Seeding is said to go at up to 500 GB an hour (azure-sql/database/failover-group); this counts on an eighth of that.
  copyMinutes: estimated(10, `${COPY}: grows with the size of the data, and no rate`),
  copyMinutesPerGiB: estimated(1, `${COPY}: grows with the size of the data, and no rate`),
  importMinutes: estimated(10, "own estimate; Azure publishes no rate for imports of a BACPAC"),
  importMinutesPerGiB: estimated(3, "own estimate; Azure publishes no rate for imports of a BACPAC"),
  /** Hours between two looks of a gateway at its certificates; a listener without one is disabled until the next look. */
  certificatePollHours: published(
    4,
    "Microsoft Learn, application-gateway/key-vault-certs and disabled-listeners: four-hour intervals",
  ),
  /** Gibibytes of documents that are copied in a minute. */
  documentGiBPerMinute: estimated(10, "own estimate"),
  /** Minutes until a metric can be judged. */
  metricMinutes: estimated(1, "own estimate; Microsoft Learn, azure-monitor/essentials: near real time, one a minute"),
  /** Minutes until a record in a log can be asked for. */
  logMinutes: estimated(3, "own estimate"),
  /** Seconds for which a public name that people change is remembered, where its owner says nothing else. */
  publicNameSeconds: estimated(300, "own estimate: the customer's own record"),
} as const satisfies Readonly<Record<string, RecoveryTime>>;

/** Minutes that a restore of a database to a point in time takes, from its size in GiB. */
export function restoreDuration(sizeGiB: number): number {
  return RECOVERY_TIMES.restoreMinutes.value + RECOVERY_TIMES.restoreMinutesPerGiB.value * sizeGiB;
}

/** Minutes that a copy of a database to another server takes, from its size in GiB. */
export function copyDuration(sizeGiB: number): number {
  return RECOVERY_TIMES.copyMinutes.value + RECOVERY_TIMES.copyMinutesPerGiB.value * sizeGiB;
}

/** Minutes that a restore from geo-replicated backups takes, from the size in GiB. */
export function geoRestoreDuration(sizeGiB: number): number {
  return RECOVERY_TIMES.restoreMinutes.value + RECOVERY_TIMES.geoRestoreMinutesPerGiB.value * sizeGiB;
}

/** Minutes that the import of one independent copy takes, from its size in GiB. */
export function importDuration(sizeGiB: number): number {
  return RECOVERY_TIMES.importMinutes.value + RECOVERY_TIMES.importMinutesPerGiB.value * sizeGiB;
}
