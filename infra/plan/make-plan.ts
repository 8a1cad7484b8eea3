import type { Agreement } from "../../agreement/agreement";
import { durationMinutes, longestSeconds } from "../../agreement/duration";
import type { FirewallRegister } from "../../agreement/firewall-register";
import type { EnvironmentName } from "../../agreement/tenant-data";
import { remainsIn, tenantsIn } from "../../agreement/tenant-places";
import type { Tenants } from "../../agreement/tenants";
import { keyVaultReplicaOf, regionNamed } from "../../azure/regions";
import { addressFindings } from "./address-findings";
import { isolationOf } from "./address-plan";
import type { BackupPlan, CopyPlan } from "./backup-plan";
import { buildTopology } from "./build-topology";
import { cellCapacity } from "./cell-capacity";
import type { CopiedDatabase } from "./copy-schedule";
import { copyKeyFindings } from "./copy-keys";
import { customerKeyFindings } from "./customer-keys";
import { copyTimingFindings, fullCell, timeCopies } from "./copy-timing";
import type { DeploymentStatePlan } from "./deployment-state-plan";
import type { Environment } from "./environment";
import { decide } from "./decide";
import { environmentFindings } from "./environment-findings";
import { availabilityFindings, expectAvailability } from "./expectations";
import { expectRecovery, recoveryFindings } from "./expected-recovery";
import { registerFindings } from "./firewall-register-findings";
import { isolationFindings } from "./isolation-findings";
import type { Plan } from "./plan";
import { planAlerts } from "./plan-alerts";
import { planCells } from "./plan-cells";
import { copyFindings, planCopies } from "./plan-copies";
import { planCopyEntries } from "./plan-copy-entries";
import type { PlanFinding } from "./plan-finding";
import { planJobs } from "./plan-jobs";
import { maintenanceFindings, planMaintenance } from "./plan-maintenance";
import { planNetworks } from "./plan-networks";
import { planRegionGuards } from "./plan-region-guards";
import { planVaults, vaultFindings } from "./plan-vaults";
import { planVpn } from "./plan-vpn";
import { vpnFindings } from "./vpn-findings";
import { chooseRedundancy, countriesFor, storageSku } from "./residency-choice";
import { refuse } from "./refuse";
import { activeSiteOf, selectSites } from "./select-sites";
import { carriesWorkload } from "./site-plan";
import type { SitePlan } from "./site-plan";
import { workloadFindings } from "./workload-findings";

/** The documents that a plan is made from, as parsed. */
export interface PlanSources {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
  readonly firewallRegister: FirewallRegister;
  readonly environment: Environment;
}

/** A plan that keeps the agreement, or everything for which there is none. */
export type MadePlan =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly findings: readonly PlanFinding[] };

/**
 * Decides everything about one platform in one environment. A pure function: the same documents give the same plan,
 * whatever their order and whenever it is made.
 */
export function makePlan(documents: PlanSources): MadePlan {
  const { agreement, environment } = documents;
  const sources = { ...documents, tenants: whereTheyAre(documents.tenants, environment.environment) };
  const { tenants } = sources;
  const sites = selectSites(agreement);
  const active = activeSiteOf(sites);
  const guarded = tenants.tenants
    .filter((tenant) => isolationOf(agreement, tenant).firewall === "device")
    .map(({ code }) => code);
  const availability = expectAvailability({ agreement, environment, sites, active, guarded });
  const recovery = expectRecovery({ agreement, environment, sites, active });
  const findings = [
    ...environmentFindings(sources, sites),
    ...addressFindings(agreement, tenants, environment, sites),
    ...isolationFindings(agreement, tenants),
    ...workloadFindings(sources),
    ...registerFindings(sources.firewallRegister),
    ...copyFindings(agreement, sites),
    ...copyKeyFindings(agreement, environment, active),
    ...customerKeyFindings(agreement, tenants, environment),
    ...copyTimingFindings(agreement, copiedDatabases(agreement, environment)),
    ...vpnFindings(agreement, environment, sites),
    ...vaultFindings(agreement, planVaults(agreement, environment, sites, active)),
    ...maintenanceFindings(agreement),
    ...availabilityFindings(agreement, availability),
    ...recoveryFindings({ agreement, environment, sites, active }),
  ];
  if (findings.length > 0) {
    return { ok: false, findings };
  }
  return { ok: true, plan: { ...planDeployment(sources, sites, active), availability, recovery } };
}

/** The tenants of an environment in their places there, and what some of them have left in other cells. */
function whereTheyAre(tenants: Tenants, environment: EnvironmentName): Tenants {
  const placed = tenantsIn(tenants, environment);
  return { ...placed, retired: [...placed.retired, ...remainsIn(tenants, environment)] };
}

function planDeployment(
  { agreement, tenants, environment, firewallRegister: register }: PlanSources,
  sites: readonly SitePlan[],
  active: SitePlan,
): Omit<Plan, "availability" | "recovery"> {
  const topology = buildTopology(agreement, environment, sites, tenants.tenants);
  const networks = planNetworks(topology, environment, sites, register);
  const maintenance = planMaintenance(agreement, sites);
  const vpn = planVpn(agreement, environment, sites);
  const regionGuards = planRegionGuards(agreement);
  const copies = timeCopies(
    planCopies(agreement, sites),
    copiedDatabases(agreement, environment),
    maintenance,
    durationMinutes(agreement.recovery.fromCopies.point),
  );
  const backup = planBackup(agreement, environment, sites, active, copies);
  const jobs = planJobs(agreement, copies);
  const clusterVaults = backup.vaults.filter(({ protects }) => protects.includes("cluster"));
  const clusterBackupSites = new Set(clusterVaults.map(({ site }) => site));
  return {
    target: targetOf(environment),
    sites,
    hubs: networks.hubs,
    vpn,
    ...(agreement.access.ddosProtection?.on === true && { ddosProtection: { site: active.code } }),
    copyKeys: environment.copyKeys,
    watcher: { host: environment.watcher, rule: environment.beatRule },
    cells: planCells(
      {
        agreement,
        environment,
        sites,
        topology,
        networks,
        register,
        clusterBackupSites,
        schedules: { agreement, environment, jobs, copies },
      },
      tenants,
    ),
    tenantCodes: [...new Set([...tenants.tenants, ...tenants.retired].map(({ code }) => code))].sort(),
    backup,
    alerts: planAlerts(agreement, environment),
    maintenance,
    regionGuards,
    deploymentState: planDeploymentState(agreement, active),
    jobs,
    decisions: decide({ agreement, tenants, environment, sites, active, maintenance, regionGuards, vpn, copies }),
    refusals: refuse({ agreement, tenants, environment, sites, active }),
  };
}

function targetOf(environment: Environment): Plan["target"] {
  const { platform, subscriptions, directory, administrators, immutability, salt, budget } = environment;
  return {
    platform,
    environment: environment.environment,
    subscriptions,
    directory,
    administrators,
    deployers: environment.workload.deployers,
    immutability,
    salt,
    ...(budget !== undefined && { budget: { ...budget, emails: environment.notify.email } }),
  };
}

/** Beside the active site; over its pair as well where residency lets it, because without the state nothing is changed. */
function planDeploymentState(agreement: Agreement, active: SitePlan): DeploymentStatePlan {
  const region = regionNamed(active.region);
  const copy = keyVaultReplicaOf(region);
  return {
    site: active.code,
    region: region.name,
    redundancy: storageSku(chooseRedundancy(agreement, region.name, "deployment", "deployment state")),
    ...(copy !== undefined && { keyCopiedTo: `${copy.name} (${copy.country})` }),
  };
}

const secondsADay = 86_400;

/** The databases of a full cell, each of the size that it may grow to. */
function copiedDatabases(agreement: Agreement, environment: Environment): readonly CopiedDatabase[] {
  return fullCell(cellCapacity(agreement.platform, agreement.isolation.compute).tenants, environment.sizes.database);
}

function planBackup(
  agreement: Agreement,
  environment: Environment,
  sites: readonly SitePlan[],
  active: SitePlan,
  copies: readonly CopyPlan[],
): BackupPlan {
  const hubs = sites.filter(carriesWorkload).map((site) => site.code);
  return {
    copies,
    entries: planCopyEntries(copies, hubs),
    vaults: planVaults(agreement, environment, sites, active),
    logRetentionDays: Math.ceil(longestSeconds(agreement.logging.kept) / secondsADay),
    logArchiveSites: logArchiveSites(agreement, sites, copies),
  };
}

/**
 * Where an append-only archive of the logs is: at each site that runs or holds copies, as far as its country may hold logs.
 * An archive has to be in the region of what it keeps logs of (Microsoft Learn, azure-monitor/essentials/
 * diagnostic-settings, 2024), so a place of copies alone needs one of its own.
 */
function logArchiveSites(
  agreement: Agreement,
  sites: readonly SitePlan[],
  copies: readonly CopyPlan[],
): readonly string[] {
  const allowed = countriesFor(agreement, "logs");
  const holdsCopies = ({ code }: SitePlan): boolean => copies.some(({ places }) => places.includes(code));
  return sites
    .filter((site) => (carriesWorkload(site) || holdsCopies(site)) && allowed.includes(site.country))
    .map((site) => site.code);
}
