import type { Agreement } from "../../agreement/agreement";
import type { FirewallRegister } from "../../agreement/firewall-register";
import { dataIn } from "../../agreement/tenant-data";
import type { RetiredTenant, Tenant, Tenants } from "../../agreement/tenants";
import { isolationOf } from "./address-plan";
import { tenantsByCell } from "./build-topology";
import { capacityWith } from "./cell-capacity";
import type { ArrivingPlan, CellPlan, RetiredPlan, TenantPlan } from "./cell-plan";
import { egressNames } from "./egress-names";
import type { Environment } from "./environment";
import { cellGroup } from "./firewall-rules";
import { planClusters } from "./plan-clusters";
import { planDevices } from "./plan-devices";
import { planServers } from "./plan-databases";
import { planDocuments } from "./plan-documents";
import { planEntry } from "./plan-entries";
import type { NetworkPlans } from "./plan-networks";
import { planWorkloads } from "./plan-workloads";
import { activeSiteOf } from "./select-sites";
import type { ScheduleContext } from "./schedule-jobs";
import type { SitePlan } from "./site-plan";
import type { CellTopology, SiteTopology, Topology } from "./topology";

/** What cells are planned from. */
export interface CellContext {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly sites: readonly SitePlan[];
  readonly topology: Topology;
  readonly networks: NetworkPlans;
  readonly register: FirewallRegister;
  /** Sites at which clusters are backed up, which an extension in the cluster does. */
  readonly clusterBackupSites: ReadonlySet<string>;
  /** Programs that run on a schedule, and the copies that some of them make. */
  readonly schedules: ScheduleContext;
}

/** Every cell of the platform with its tenants, at all its sites; also a cell of which only data is left. */
export function planCells(context: CellContext, { tenants, retired }: Tenants): readonly CellPlan[] {
  const members = tenantsByCell(tenants);
  const remains = retired.filter(({ state }) => state !== "erased");
  const numbers = [...new Set([...members.keys(), ...remains.map(({ cell }) => cell)])].sort();
  // The first cell in which anything runs carries what is the platform's own.
  const home = numbers.find((number) => members.has(number));
  return numbers.map((number) =>
    planCell(
      { ...context, carriesPlatformJobs: number === home },
      number,
      members.get(number) ?? [],
      remains.filter(({ cell }) => cell === number).sort((one, other) => one.segment - other.segment),
      arrivingIn(number, tenants, context.environment),
    ),
  );
}

function planCell(
  context: CellContext & { readonly carriesPlatformJobs: boolean },
  number: string,
  tenants: readonly Tenant[],
  retired: readonly RetiredTenant[],
  arriving: readonly ArrivingPlan[],
): CellPlan {
  const { agreement, environment, sites, networks, schedules, carriesPlatformJobs, topology } = context;
  const active = activeSiteOf(sites);
  const places = placesOf(context, number).map((place) => ({
    ...place,
    clusters: planClusters(environment, place.site, place.cell),
  }));
  const activeSite = environment.activeSites?.[number] ?? active.code;
  return {
    number,
    capacity: capacityOf(agreement, tenants),
    activeSite,
    tenants: tenants.map((tenant) => tenantPlan(tenant, environment)),
    retired: retired.map(retiredPlan),
    arriving,
    spokes: networks.spokes.get(number) ?? [],
    entries: places.map(({ site, cell }) => planEntry(agreement, environment, site, cell, tenants)),
    clusters: places.flatMap(({ clusters }) => clusters),
    workloads: places.flatMap((place) =>
      planWorkloads(
        { agreement, environment, topology, activeSite, schedules, carriesPlatformJobs, ...place },
        tenants,
      ),
    ),
    servers: planServers({ agreement, environment, active, sites }, [...tenants, ...retired]),
    documents: planDocuments(agreement, sites, active),
    devices: places.flatMap(({ site, place, cell }) =>
      planDevices(
        {
          topology: context.topology,
          environment,
          register: context.register,
          names: egressNames(agreement, environment, site.region, context.clusterBackupSites.has(site.code)),
        },
        site,
        place,
        cell,
      ),
    ),
    firewallGroups: Object.fromEntries(
      places.map(({ site, place, cell }) => [
        site.code,
        cellGroup(context.topology, place, cell, {
          ruleSets: ruleSetsOf(agreement, tenants),
          names: egressNames(agreement, environment, site.region, context.clusterBackupSites.has(site.code)),
          register: context.register,
        }),
      ]),
    ),
  };
}

/** A cell at one of its sites: what the site is, and the networks there. */
interface CellPlace {
  readonly site: SitePlan;
  readonly place: SiteTopology;
  readonly cell: CellTopology;
}

function placesOf({ sites, topology }: CellContext, number: string): readonly CellPlace[] {
  return topology.sites.flatMap((place) => {
    const site = sites.find((candidate) => candidate.code === place.site);
    const cell = place.cells.find((candidate) => candidate.number === number);
    return site === undefined || cell === undefined ? [] : [{ site, place, cell }];
  });
}

/** The platform's own level counts too: a cell without tenants has a size. */
function capacityOf(agreement: Agreement, tenants: readonly Tenant[]): CellPlan["capacity"] {
  const { compute } = agreement.isolation;
  const levels = tenants.map((tenant) => isolationOf(agreement, tenant));
  return capacityWith(agreement.platform, [{ compute, firewall: "none" }, ...levels]);
}

function tenantPlan(tenant: Tenant, { environment, confirmedCertificates = [] }: Environment): TenantPlan {
  const { code, name, hostName, state } = tenant;
  const { generation } = dataIn(tenant, environment);
  return { code, name, hostName, generation, state, certificateConfirmed: confirmedCertificates.includes(code) };
}

function retiredPlan({ code, state }: RetiredTenant): RetiredPlan {
  return { code, standing: state === "released" ? "released" : "kept" };
}

function arrivingIn(number: string, tenants: readonly Tenant[], { environment }: Environment): readonly ArrivingPlan[] {
  return tenants
    .filter((tenant) => dataIn(tenant, environment).moving?.cell === number)
    .map(({ code, cell }) => ({ code, from: cell }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

function ruleSetsOf(agreement: Agreement, tenants: readonly Tenant[]): ReadonlyMap<string, number> {
  return new Map(
    tenants
      .filter((tenant) => isolationOf(agreement, tenant).firewall === "ruleSet")
      .map((tenant) => [tenant.code, tenant.segment]),
  );
}
