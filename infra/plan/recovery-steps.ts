import type { Agreement } from "../../agreement/agreement";
import { durationMinutes } from "../../agreement/duration";
import { importDuration, RECOVERY_TIMES, restoreDuration } from "../../azure/recovery-times";
import { cellCapacity } from "./cell-capacity";
import type { Environment } from "./environment";
import type { RecoveryFigure } from "./expectation-plan";
import { RESTORE_WATCH_MINUTES } from "./plan-jobs";

/** One step of a recovery. */
export type Step = RecoveryFigure["steps"][number];

/** Work lost by a restore to a point in time: Azure backs up the log about every 10 minutes (Microsoft Learn,
 * azure-sql/database/automated-backups-overview). */
export const workLostMinutes = RECOVERY_TIMES.logBackupMinutes.value;
/** Work lost by a failover to the second site; replication is asynchronous and Azure promises no figure. An estimate
 * on the safe side of the 5 seconds that Microsoft published for geo-replication of business critical databases. */
export const failoverLossMinutes = 1;

// Both are Azure's: a failover takes up to a minute, the listener's name lives 30 seconds (Microsoft Learn,
// azure-sql/database/failover-group-sql-db).
const promotion: Step = {
  name: "promote the databases",
  minutes: 1,
  source: "Microsoft Learn, azure-sql/database/failover-group-sql-db: up to 60 s",
};
const listener: Step = {
  name: "names point to the second site",
  minutes: 1,
  source: "DNS time to live of entry and listener, 60 s and 30 s",
};

function noticing(agreement: Agreement): readonly Step[] {
  const { detectWithin, decideWithin } = agreement.recovery;
  return [
    { name: "notice the fault", minutes: durationMinutes(detectWithin), source: "agreement: recovery.detectWithin" },
    { name: "decide", minutes: durationMinutes(decideWithin), source: "agreement: recovery.decideWithin" },
  ];
}

/** Minutes of all steps, one after the other. */
export function total(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + step.minutes, 0);
}

/** Steps of a takeover by the second site. */
export function failoverSteps(agreement: Agreement): readonly Step[] {
  return [...noticing(agreement), promotion, listener];
}

/** From the fault to the first healthy answer of the second site, in minutes. */
export function failoverMinutes(agreement: Agreement): number {
  return total(failoverSteps(agreement));
}

/** Steps until a restore begins: where that is automatic, nobody has to decide. */
export function restoreStartSteps(agreement: Agreement, automatic: boolean): readonly Step[] {
  const steps = noticing(agreement);
  if (!automatic) return steps;
  const looks = { name: "the restore looks for an alert", minutes: RESTORE_WATCH_MINUTES, source: "its own schedule" };
  return [...steps.slice(0, 1), looks];
}

/** Steps of a restore of one tenant to a point in time. */
export function restoreSteps(agreement: Agreement, environment: Environment): readonly Step[] {
  const { maxSizeGiB } = environment.sizes.database;
  return [
    ...noticing(agreement),
    {
      name: `restore ${maxSizeGiB} GiB into a new database`,
      minutes: restoreDuration(maxSizeGiB),
      source: "estimate: 20 minutes and 1 for each GiB; Microsoft says 12 hours or less for most databases",
    },
    { name: "move the tenant to it", minutes: 2, source: "estimate: change of the connection record, pods restarted" },
  ];
}

/** Minutes that a restore of one tenant takes. */
export function restoreMinutes(agreement: Agreement, environment: Environment): number {
  return total(restoreSteps(agreement, environment));
}

/** Steps of a recovery from independent copies alone, in a data centre that has to be made first. */
export function copySteps(agreement: Agreement, environment: Environment): readonly Step[] {
  const { maxSizeGiB } = environment.sizes.database;
  const { documentsGiB } = environment.sizes;
  const { tenants } = cellCapacity(agreement.platform, agreement.isolation.compute);
  const rounds = Math.ceil(tenants / 4);
  return [
    ...noticing(agreement),
    {
      name: "make a second data centre",
      minutes: 120,
      source: "estimate; the longest resource on the way is a VPN gateway, up to 45 minutes",
    },
    {
      name: `import databases of ${maxSizeGiB} GiB, four at a time`,
      minutes: rounds * importDuration(maxSizeGiB),
      source: `estimate: 10 minutes and 3 for each GiB; a full cell of ${tenants} tenants goes in ${rounds} rounds`,
    },
    {
      name: `copy ${documentsGiB} GiB of documents`,
      minutes: Math.ceil(documentsGiB / RECOVERY_TIMES.documentGiBPerMinute.value),
      source: "estimate: 10 GiB a minute, after the import",
    },
  ];
}
