import type { Agreement } from "../../agreement/agreement";
import { durationDays, longestSeconds } from "../../agreement/duration";
import { dataIn } from "../../agreement/tenant-data";
import type { RetiredTenant, Tenant } from "../../agreement/tenants";
import { isolationOf } from "./address-plan";
import type { DatabasePlan, DatabaseServerPlan } from "./data-plan";
import type { Environment } from "./environment";
import { chooseRedundancy, countriesFor, sqlBackupRedundancy } from "./residency-choice";
import { storesOverZones } from "./site-plan";
import type { SitePlan } from "./site-plan";

// Azure's shortest grace before it fails over by itself (Microsoft Learn, azure-sql/database/failover-group-sql-db).
const failoverGraceMinutes = 60;
// Any week will do as long as it never moves: a yearly backup is taken in the first whole week of the year.
const weekOfYear = 1;

/** What a cell's databases are planned from. */
export interface DatabaseContext {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly active: SitePlan;
  readonly sites: readonly SitePlan[];
}

/** Who has data in a cell: its tenants, and those who have left and whose data is not erased yet. */
export type DataOwner = Tenant | RetiredTenant;

/** The logical servers of a cell: one that tenants share, and one for each tenant that is to have its own. */
export function planServers(context: DatabaseContext, owners: readonly DataOwner[]): readonly DatabaseServerPlan[] {
  const { agreement, environment, active } = context;
  const failover = planFailover(context);
  const own = owners.filter((tenant) => needsOwnServer(agreement, tenant));
  const shared = owners.filter((tenant) => !own.includes(tenant));
  const server = (key: string, members: readonly DataOwner[]): DatabaseServerPlan => ({
    key,
    site: active.code,
    databases: members.flatMap((tenant) => planGenerations(context, tenant)),
    ...(members.some(({ overrides }) => overrides.customerKey === true) && {
      customerKey: { versions: environment.customerKeys?.[key]?.versions ?? [] },
    }),
    ...(failover !== undefined && { failover }),
  });
  return [
    ...(shared.length > 0 ? [server("shared", shared)] : []),
    ...own.map((tenant) => server(tenant.code, [tenant])),
  ];
}

// A server has one key for all its databases, and one set of logins; a cluster of one's own ends at a shared server.
function needsOwnServer(agreement: Agreement, tenant: DataOwner): boolean {
  const { server, compute } = isolationOf(agreement, tenant);
  return server === "tenant" || compute === "cluster" || tenant.overrides.customerKey === true;
}

type Generation = Pick<DatabasePlan, "generation" | "standing" | "origin" | "copied" | "made">;

/** The databases of a tenant: the one that serves it, then those beside it. */
function planGenerations(context: DatabaseContext, tenant: DataOwner): readonly DatabasePlan[] {
  const { generation, restored, restoring, copied, kept } = dataIn(tenant, context.environment.environment);
  const end = "left" in tenant ? (tenant.state === "released" ? "released" : "kept") : undefined;
  const generations: readonly Generation[] = [
    { generation, standing: end ?? "serving", ...(restored && { origin: restored }), ...(copied && { copied }) },
    // What the tenant left in another cell is that cell's.
    ...kept
      .filter(({ cell }) => cell === undefined)
      .map((one): Generation => ({
        generation: one.generation,
        standing: end === "released" || one.released === true ? "released" : "kept",
      })),
    ...(restoring === undefined
      ? []
      : [
          {
            generation: restoring.generation,
            standing: "restoring" as const,
            origin: { from: restoring.from, to: restoring.to },
            ...(restoring.made && { made: restoring.made }),
          },
        ]),
  ];
  return generations.map((one) => planDatabase(context, tenant.code, one));
}

function planDatabase(
  { agreement, environment, active }: DatabaseContext,
  tenant: string,
  generation: Generation,
): DatabasePlan {
  const { sku, maxSizeGiB } = environment.sizes.database;
  return {
    tenant,
    ...generation,
    sku,
    maxSizeGiB,
    zoneRedundant: storesOverZones(active),
    backupRedundancy: sqlBackupRedundancy(
      chooseRedundancy(agreement, active.region, "backups", "backups of databases"),
    ),
    pointInTimeDays: Math.ceil(durationDays(agreement.backup.pointInTime)),
    differentialEveryHours: 12,
    longTerm: retentionLadder(agreement),
  };
}

const daysAWeek = 7;
const secondsADay = 86_400;

/**
 * Long-term retention of every database, in the durations that Azure takes. What an independent copy promises for the
 * first backup of a month stands here too, a week longer, because Azure makes the first weekly full backup of a month
 * the monthly one and that may be up to a week old.
 */
export function retentionLadder(agreement: Agreement): DatabasePlan["longTerm"] {
  const { monthly, yearly, independentCopies } = agreement.backup;
  const firstOfMonth = independentCopies.flatMap((copy) => copy.firstOfMonthKept ?? []);
  const longest = Math.max(0, ...firstOfMonth.map((kept) => Math.ceil(longestSeconds(kept) / secondsADay)));
  const month = monthly ?? (longest > 0 ? `P${Math.ceil((longest + daysAWeek) / daysAWeek)}W` : undefined);
  return {
    ...(month !== undefined && { monthly: month }),
    ...(yearly !== undefined && { yearly, weekOfYear }),
  };
}

/** The second server of a platform whose residency allows databases at a second site that is ready for them. */
function planFailover({ agreement, sites, active }: DatabaseContext): DatabaseServerPlan["failover"] {
  const second = failoverSite(agreement, sites, active);
  if (second === undefined) {
    return undefined;
  }
  return {
    site: second.code,
    graceMinutes: failoverGraceMinutes,
    zoneRedundant: storesOverZones(second),
    backupRedundancy: sqlBackupRedundancy(
      chooseRedundancy(agreement, second.region, "backups", "backups of databases"),
    ),
  };
}

/** Where databases fail over to. Azure wants another region, so the twin stamps of one region share a database that is
 * redundant over their zones instead (Microsoft Learn, azure-sql/database/failover-group-sql-db). */
export function failoverSite(agreement: Agreement, sites: readonly SitePlan[], active: SitePlan): SitePlan | undefined {
  const allowed = countriesFor(agreement, "databases");
  return sites.find(
    (site) =>
      (site.role === "warm" || site.role === "active") &&
      site.code !== active.code &&
      site.region !== active.region &&
      allowed.includes(site.country),
  );
}
