import type { Agreement } from "../../../agreement/agreement";
import { durationMinutes } from "../../../agreement/duration";

/** What the arithmetic takes for granted because nobody publishes it. The documents work the same figures by hand. */

/** Share of the takeovers that are tried and work; low enough that a standby is no way to talk a figure up. */
export const TAKEOVER_SUCCESS = 0.9;
/** Into how many outages a year the downtime of a site falls. */
export const OUTAGES_PER_YEAR = 4;
/** Restores of a tenant after an internal fault, a year, until there is a record. */
export const RESTORES_PER_YEAR = 1;

/** A failover of a group takes up to a minute (Microsoft Learn, azure-sql/database/failover-group-sql-db). */
const PROMOTION_MINUTES = 1;
/** Names of entry and listener live for 60 and 30 seconds at most (the same page, and the entry's own setting). */
const NAMES_MINUTES = 1;
/** Azure backs up the log about every 10 minutes (Microsoft Learn, azure-sql/database/automated-backups-overview). */
const LOST_WORK_MINUTES = 10;
/** An estimate: Microsoft gives 12 hours for most databases and no formula. */
const RESTORE_MINUTES = { base: 20, eachGiB: 1 } as const;
/** An estimate: the connection record changes and pods are started again. */
const MOVE_MINUTES = 2;

function noticing({ recovery }: Agreement): number {
  return durationMinutes(recovery.detectWithin) + durationMinutes(recovery.decideWithin);
}

/** From the fault to the first healthy answer of the standby site, in minutes. */
export function takeoverMinutes(agreement: Agreement): number {
  return noticing(agreement) + PROMOTION_MINUTES + NAMES_MINUTES;
}

/** What one restore costs, in minutes: its time, the work lost since the backup, or both. */
export function restoreCost(
  agreement: Agreement,
  counted: readonly ("time" | "lostWork")[],
  databaseGiB: number,
): number {
  const time = noticing(agreement) + RESTORE_MINUTES.base + RESTORE_MINUTES.eachGiB * databaseGiB + MOVE_MINUTES;
  return (counted.includes("time") ? time : 0) + (counted.includes("lostWork") ? LOST_WORK_MINUTES : 0);
}
