import type { Agreement } from "../../agreement/agreement";
import { durationMinutes, longestSeconds } from "../../agreement/duration";
import type { VaultPlan } from "./backup-plan";
import { allPromises, promisesOf } from "./clause-promises";
import type { Refusal } from "./decision";
import type { Environment } from "./environment";
import type { PlanFinding } from "./plan-finding";
import { documentSites } from "./plan-documents";
import { chooseRedundancy, vaultRedundancy } from "./residency-choice";
import { carriesWorkload } from "./site-plan";
import type { SitePlan } from "./site-plan";

const secondsADay = 86_400;
// Azure's longest operational tier of blobs is 360 days (Microsoft Learn, backup/blob-backup-support-matrix).
const longestOperationalDays = 360;
// 14 days cost nothing and are the least (Microsoft Learn, backup/backup-azure-enhanced-soft-delete-about).
const softDeleteDays = 14;

// Regions whose Backup vaults take backups of AKS to the vault tier (Microsoft Learn,
// backup/azure-kubernetes-service-cluster-backup-support-matrix, 2024-09). norwaywest stands in a later copy of that list
// without a date only, so it is an estimate: try it before superoffice relies on it. swedencentral stands there too, and is
// planned as not supported until somebody has tried it.
const clusterBackupRegions: ReadonlySet<string> = new Set(["westeurope", "northeurope", "norwayeast", "norwaywest"]);

/** The active site, and a stamp of its region that is as complete as it is. */
function isWhole(site: SitePlan, active: SitePlan): boolean {
  return carriesWorkload(site) && site.region === active.region;
}

/**
 * Vaults, each where it protects something; the cluster of a standby in another region is made again by the program and has
 * none.
 */
export function planVaults(
  agreement: Agreement,
  environment: Environment,
  sites: readonly SitePlan[],
  active: SitePlan,
): readonly VaultPlan[] {
  const places = documentSites(sites, active);
  const withDocuments = agreement.documents.backupAt === "every site" ? places : places.slice(0, 1);
  return sites.flatMap((site): readonly VaultPlan[] => {
    const protects: VaultPlan["protects"] = [
      ...(withDocuments.includes(site) ? (["documents"] as const) : []),
      ...(isWhole(site, active) && clusterBackupRegions.has(site.region) ? (["cluster"] as const) : []),
    ];
    return protects.length === 0 ? [] : [planVault(agreement, environment, site, protects)];
  });
}

function planVault(
  agreement: Agreement,
  environment: Environment,
  site: SitePlan,
  protects: VaultPlan["protects"],
): VaultPlan {
  const { documents, backup, monitoring } = agreement;
  const hasDocuments = protects.includes("documents");
  // A vault that protects documents rests where documents may, and is a backup as well: both have to allow the pair.
  const choices = [
    ...(hasDocuments ? [chooseRedundancy(agreement, site.region, "documents", "vaults")] : []),
    ...(protects.includes("cluster") ? [chooseRedundancy(agreement, site.region, "backups", "vaults")] : []),
  ];
  const { zones } = chooseRedundancy(agreement, site.region, "backups", "vaults");
  const days = (duration: string): number => Math.ceil(longestSeconds(duration) / secondsADay);
  return {
    site: site.code,
    redundancy: vaultRedundancy({ zones, pair: choices.every((choice) => choice.pair) }),
    protects,
    operationalDays: Math.min(days(hasDocuments ? documents.changesKept : backup.pointInTime), longestOperationalDays),
    vaultDays: hasDocuments
      ? Math.max(days(documents.backupKept), days(documents.deletedKept))
      : days(backup.pointInTime),
    latestWithinMinutes:
      Math.max(
        ...(hasDocuments ? [durationMinutes(documents.backupEvery)] : []),
        ...(protects.includes("cluster") ? [durationMinutes(backup.systemEvery)] : []),
      ) + durationMinutes(monitoring.backups.late),
    // A vault cannot go before its deleted backups have, so one that is made to be thrown away keeps none.
    softDeleteDays: environment.environment === "production" ? softDeleteDays : 0,
    immutability: vaultImmutability(environment),
    promises: allPromises(
      hasDocuments ? promisesOf(documents) : [],
      protects.includes("cluster") ? promisesOf(backup, "systemEvery") : [],
    ),
  };
}

// The longest time over which a rule of Azure Monitor looks for a record (Microsoft Learn,
// azure-monitor/alerts/alerts-create-log-alert-rule, 2024).
const longestLookBackMinutes = 2 * 24 * 60;

/** Vaults whose missing backups would be noticed later than agreed. */
export function vaultFindings(agreement: Agreement, vaults: readonly VaultPlan[]): readonly PlanFinding[] {
  const latest = Math.max(0, ...vaults.map((vault) => vault.latestWithinMinutes));
  if (latest <= longestLookBackMinutes) return [];
  const { backups } = agreement.monitoring;
  return [
    {
      document: "agreement",
      path: ["monitoring", "backups", "late"],
      given: `${backups.late}: a backup may be ${latest / 60} hours old`,
      allowed: `${longestLookBackMinutes / 60} hours with the interval of the backups: no alert looks back further`,
      fixes: ["Shorten `late`.", "Back documents and the environment up more often."],
      breaks: promisesOf(backups),
    },
  ];
}

/** Why a cluster of an active site has no backup in a vault. */
export function vaultRefusals(agreement: Agreement, active: SitePlan): readonly Refusal[] {
  if (clusterBackupRegions.has(active.region)) {
    return [];
  }
  return [
    {
      about: "vaults",
      refused: `backup of the cluster in ${active.region}`,
      because: "Azure lists no vault tier for clusters there; the program makes a cluster again, and it holds no data",
      promises: promisesOf(agreement.backup, "systemEvery"),
    },
  ];
}

function vaultImmutability({ environment, immutability }: Environment): VaultPlan["immutability"] {
  if (environment !== "production") return "Disabled";
  return immutability === "locked" ? "Locked" : "Unlocked";
}
