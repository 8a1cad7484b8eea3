import type { Agreement } from "../../agreement/agreement";
import { durationMinutes } from "../../agreement/duration";
import { allPromises, promisesOf } from "./clause-promises";
import type { Environment } from "./environment";
import type { RecoveryFigure } from "./expectation-plan";
import { failoverSite } from "./plan-databases";
import type { PlanFinding } from "./plan-finding";
import type { SitePlan } from "./site-plan";

type Step = RecoveryFigure["steps"][number];

/** Work lost by a restore to a point in time: Azure backs up the log about every 10 minutes (Microsoft Learn,
 * azure-sql/database/automated-backups-overview). */
export const workLostMinutes = 10;
/** Work lost by a failover to the second site; replication is asynchronous and Azure promises no figure. An estimate
 * on the safe side of the 5 seconds that Microsoft published for geo-replication of business critical databases. */
const failoverLossMinutes = 1;

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
// Microsoft gives 12 hours for most databases and no formula; ours is 20 minutes and a minute for each GiB.
const restoreBaseMinutes = 20;

function noticing(agreement: Agreement): readonly Step[] {
  const { detectWithin, decideWithin } = agreement.recovery;
  return [
    { name: "notice the fault", minutes: durationMinutes(detectWithin), source: "agreement: recovery.detectWithin" },
    { name: "decide", minutes: durationMinutes(decideWithin), source: "agreement: recovery.decideWithin" },
  ];
}

function total(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + step.minutes, 0);
}

/** From the fault to the first healthy answer of the second site, in minutes. */
export function failoverMinutes(agreement: Agreement): number {
  return total([...noticing(agreement), promotion, listener]);
}

/** Steps of a restore of one tenant to a point in time. */
export function restoreSteps(agreement: Agreement, environment: Environment): readonly Step[] {
  const { maxSizeGiB } = environment.sizes.database;
  return [
    ...noticing(agreement),
    {
      name: `restore ${maxSizeGiB} GiB into a new database`,
      minutes: restoreBaseMinutes + maxSizeGiB,
      source: "estimate: 20 minutes and 1 for each GiB; Microsoft says 12 hours or less for most databases",
    },
    { name: "move the tenant to it", minutes: 2, source: "estimate: change of the connection record, pods restarted" },
  ];
}

/** Minutes that a restore of one tenant takes. */
export function restoreMinutes(agreement: Agreement, environment: Environment): number {
  return total(restoreSteps(agreement, environment));
}

/** What recoveries are worked out from. */
export interface RecoveryContext {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly sites: readonly SitePlan[];
  readonly active: SitePlan;
}

/** Expected loss and duration of each recovery that the agreement speaks of. */
export function expectRecovery(context: RecoveryContext): readonly RecoveryFigure[] {
  const { agreement, environment, sites, active } = context;
  const { point, time, fromCopies } = agreement.recovery;
  const agreed = { agreedPointMinutes: durationMinutes(point), agreedTimeMinutes: durationMinutes(time) };
  const promises = allPromises(promisesOf(agreement.recovery, "point"), promisesOf(agreement.recovery, "time"));
  const second = failoverSite(agreement, sites, active);
  const failover = [...noticing(agreement), promotion, listener];
  const restore = restoreSteps(agreement, environment);
  const copies = copySteps(agreement, environment);
  return [
    {
      scope: "data of one tenant, restored to a point in time",
      pointMinutes: workLostMinutes,
      timeMinutes: total(restore),
      ...agreed,
      steps: restore,
      promises,
    },
    ...(second === undefined
      ? []
      : [
          {
            scope: `loss of ${active.region}, taken over by ${second.region}`,
            pointMinutes: failoverLossMinutes,
            timeMinutes: total(failover),
            ...agreed,
            steps: failover,
            promises,
          },
        ]),
    {
      scope: "everything lost but the independent copies",
      pointMinutes: Math.min(...agreement.backup.independentCopies.map((copy) => durationMinutes(copy.every))),
      timeMinutes: total(copies),
      agreedPointMinutes: durationMinutes(fromCopies.point),
      agreedTimeMinutes: durationMinutes(fromCopies.time),
      steps: copies,
      promises: promisesOf(fromCopies),
    },
  ];
}

function copySteps(agreement: Agreement, environment: Environment): readonly Step[] {
  const { maxSizeGiB } = environment.sizes.database;
  const { documentsGiB } = environment.sizes;
  return [
    ...noticing(agreement),
    {
      name: "make a second data centre",
      minutes: 120,
      source: "estimate; the longest resource on the way is a VPN gateway, up to 45 minutes",
    },
    {
      name: `import databases of ${maxSizeGiB} GiB, four at a time`,
      minutes: 5 * (10 + 3 * maxSizeGiB),
      source: "estimate: 10 minutes and 3 for each GiB; a full cell of 20 tenants goes in 5 rounds",
    },
    {
      name: `copy ${documentsGiB} GiB of documents`,
      minutes: Math.ceil(documentsGiB / 10),
      source: "estimate: 10 GiB a minute, beside the import",
    },
  ];
}

/** Recoveries that would lose more, or take longer, than agreed. */
export function recoveryFindings(figures: readonly RecoveryFigure[]): readonly PlanFinding[] {
  return figures.flatMap((figure): readonly PlanFinding[] => {
    const { scope, pointMinutes, agreedPointMinutes, timeMinutes, agreedTimeMinutes, promises } = figure;
    const clause = scope.includes("copies") ? ["recovery", "fromCopies"] : ["recovery"];
    return [
      ...(agreedPointMinutes !== undefined && pointMinutes > agreedPointMinutes
        ? [tooMuch([...clause, "point"], agreedPointMinutes, pointMinutes, `${scope}: work lost`, promises)]
        : []),
      ...(agreedTimeMinutes !== undefined && timeMinutes > agreedTimeMinutes
        ? [tooMuch([...clause, "time"], agreedTimeMinutes, timeMinutes, `${scope}: time until it answers`, promises)]
        : []),
    ];
  });
}

function tooMuch(
  path: readonly string[],
  agreed: number,
  expected: number,
  what: string,
  promises: readonly string[],
): PlanFinding {
  return {
    document: "agreement",
    path,
    given: `${agreed} minutes`,
    allowed: `${expected} minutes or more (${what})`,
    fixes: ["Agree on a longer one.", "Make databases or documents of a cell smaller in the environment."],
    breaks: promises,
  };
}
