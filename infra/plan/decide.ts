import { durationWords } from "../../agreement/duration";
import type { Agreement } from "../../agreement/agreement";
import type { Tenants } from "../../agreement/tenants";
import { cellsIn, isolationOf, separatesServers } from "./address-plan";
import type { CopyPlan } from "./backup-plan";
import { cellCapacity } from "./cell-capacity";
import { allPromises, promisesOf } from "./clause-promises";
import { copyTimingDecisions } from "./copy-timing";
import type { Decision } from "./decision";
import type { Environment } from "./environment";
import type { MaintenancePlan } from "./maintenance-plan";
import { failoverSite, retentionLadder } from "./plan-databases";
import { documentSites } from "./plan-documents";
import { maintenanceDecisions } from "./plan-maintenance";
import { regionGuardDecisions } from "./plan-region-guards";
import type { RegionGuardPlan } from "./region-guard-plan";
import { chooseRedundancy } from "./residency-choice";
import { siteDecisions } from "./select-sites";
import { storesOverZones } from "./site-plan";
import type { SitePlan } from "./site-plan";
import type { VpnPlan } from "./vpn-plan";

/** What decisions are explained from. */
export interface DecisionContext {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
  readonly environment: Environment;
  readonly sites: readonly SitePlan[];
  readonly active: SitePlan;
  readonly maintenance: MaintenancePlan;
  readonly regionGuards: readonly RegionGuardPlan[];
  readonly vpn: VpnPlan;
  readonly copies: readonly CopyPlan[];
}

/** Every decision with its reason and the promises it serves, in the order in which a platform is built. */
export function decide(context: DecisionContext): readonly Decision[] {
  const { agreement, sites, active, maintenance } = context;
  return [
    ...siteDecisions(agreement, sites),
    ...networkDecisions(context),
    ...isolationDecisions(context),
    ...workloadDecisions(context),
    ...databaseDecisions(context),
    ...backupDecisions(agreement, sites, active),
    ...copyTimingDecisions(context.copies),
    ...watchDecisions(agreement),
    ...maintenanceDecisions(agreement, maintenance),
    ...regionGuardDecisions(agreement, context.regionGuards),
  ];
}

function networkDecisions({ agreement, environment, vpn }: DecisionContext): readonly Decision[] {
  const { access } = agreement;
  return [
    {
      about: "address plan",
      chosen: `${environment.addressSpace}, a block for each site and a /20 of it for each cell`,
      because: "every place is a number that is written down, so nobody moves when a tenant comes or goes",
      promises: allPromises(
        promisesOf(agreement.isolation.networkZones),
        promisesOf(agreement.isolation, "dataSegment"),
      ),
    },
    entryDecision(agreement),
    {
      about: "firewall",
      chosen: "Azure Firewall Premium at each site with a network, intrusion prevention on",
      because: "the tier that blocks attacks; redundant over the zones where the region has zones",
      promises: promisesOf(access.firewall),
    },
    floodDecision(access),
    {
      about: "tunnels",
      chosen: `${vpn.ipsec.ipsecEncryption} with ${vpn.ipsec.dhGroup}, IKEv2, active-active gateways`,
      because: "the strongest set that Azure's gateways take; management comes in nowhere else",
      promises: allPromises(promisesOf(access.management), promisesOf(access.betweenSites)),
    },
  ];
}

function floodDecision({ ddosProtection }: Agreement["access"]): Decision {
  return ddosProtection?.on === true
    ? {
        about: "floods",
        chosen: "one DDoS protection plan on every network of the platform",
        because: "an address is protected as soon as it is there, and Azure's response team helps during an attack",
        promises: promisesOf(ddosProtection),
      }
    : {
        about: "floods",
        chosen: "what Azure does for every public address",
        because: "a plan of our own is not agreed; `access.ddosProtection.on` switches it on",
        promises: [],
      };
}

function entryDecision({ access, encryption }: Agreement): Decision {
  const { countries } = access.public;
  const { minimumTls, certificate } = encryption.inTransit;
  const from = countries === "any" ? "any country" : `${countries.join(", ")} only, unknown countries blocked`;
  return {
    about: "public entry",
    chosen: `web application firewall of each cell; from ${from}; TLS ${minimumTls} or newer, ${certificate.validation} certificate`,
    because: "a policy of its own for each tenant; Azure replaces the gateway's by it, so each is complete",
    promises: allPromises(
      promisesOf(access.public),
      access.webApplicationFirewall === undefined ? [] : promisesOf(access.webApplicationFirewall),
      promisesOf(encryption.inTransit),
    ),
  };
}

function workloadDecisions({ agreement, environment }: DecisionContext): readonly Decision[] {
  const { minimum, maximum } = environment.workload.application.replicas;
  return [
    {
      about: "applications",
      chosen: `${minimum} to ${maximum} replicas for each tenant, spread over zones and nodes`,
      because: "one can always go, for an upgrade or with its zone, and peaks bring more",
      promises: allPromises(
        promisesOf(agreement.recovery.redundancy),
        agreement.access.peaks === undefined ? [] : promisesOf(agreement.access.peaks),
      ),
    },
    {
      about: "ingress",
      chosen: `Gateway API, carried out by AKS's Istio add-on (${environment.meshRevision}), TLS on both sides of it`,
      because: "what AKS itself runs; nothing between the user and the application is in clear text",
      promises: promisesOf(agreement.encryption.inTransit),
    },
  ];
}

function isolationDecisions({
  agreement,
  tenants: { tenants: all },
  environment,
}: DecisionContext): readonly Decision[] {
  const { isolation } = agreement;
  const { tenants, limitedBy } = cellCapacity(
    agreement.platform,
    isolation.compute,
    isolation.firewall === "device" ? "each" : 0,
  );
  // A cell takes the same number of the block of each of its sites.
  const cells = Math.min(...Object.values(environment.sites).map(cellsIn));
  const firewall = { none: "the cell's rules", ruleSet: "a rule set of its own", device: "a device of its own" };
  const guarded = all.filter((one) => isolationOf(agreement, one).firewall === "device").map(({ code }) => code);
  return [
    {
      about: "tenants",
      chosen: `own database and data segment; ${isolation.compute}; ${firewall[isolation.firewall]}`,
      because: "as agreed; a tenant may buy more and never gets less",
      promises: allPromises(promisesOf(isolation), promisesOf(isolation, "compute"), promisesOf(isolation, "firewall")),
    },
    ...(guarded.length === 0
      ? []
      : [
          {
            about: "tenants",
            chosen: `a firewall device for ${guarded.join(", ")}`,
            because: "bought; it stands in the tenant's own network, before its cluster",
            promises: promisesOf(isolation.firewallOption ?? isolation),
          },
        ]),
    {
      about: "servers",
      chosen: separatesServers(agreement)
        ? "nodes of their own for ingress, applications and jobs, in segments of their own"
        : "common nodes for ingress, applications and jobs",
      because: "as the agreement groups its servers; web servers reach no database and no document",
      promises: allPromises(promisesOf(agreement.recovery.redundancy), promisesOf(isolation.networkZones)),
    },
    {
      about: "cells",
      chosen: `up to ${tenants} tenants in a cell, ${cells} cells in the address plan: ${cells * tenants} tenants`,
      because: `the limit that is reached first: ${limitedBy}`,
      promises: [],
    },
  ];
}

function databaseDecisions({ agreement, environment, sites, active }: DecisionContext): readonly Decision[] {
  const second = failoverSite(agreement, sites, active);
  const { monthly, yearly } = retentionLadder(agreement);
  const ladder = [
    ...(monthly === undefined ? [] : [`a monthly one kept ${durationWords(monthly)}`]),
    ...(yearly === undefined ? [] : [`a yearly one kept ${durationWords(yearly)}`]),
  ];
  return [
    {
      about: "databases",
      chosen: `${environment.sizes.database.sku}${storesOverZones(active) ? ", zone redundant" : ""}`,
      because: "a zone can fail without losing a transaction",
      promises: promisesOf(agreement.recovery.redundancy),
    },
    {
      about: "databases",
      chosen: second === undefined ? "no failover group" : `failover group to ${second.region}`,
      because:
        second === undefined
          ? "residency leaves no second site that is ready for them"
          : "a second site inside of residency is ready to take over",
      promises: allPromises(promisesOf(agreement.residency, "databases"), promisesOf(agreement.recovery)),
    },
    {
      about: "retention",
      chosen: [`any moment of the last ${durationWords(agreement.backup.pointInTime)}`, ...ladder].join(", "),
      because: "the agreed times in Azure's own steps; nothing is kept shorter",
      promises: allPromises(
        promisesOf(agreement.backup, "pointInTime"),
        promisesOf(agreement.backup, "monthly"),
        promisesOf(agreement.backup, "yearly"),
      ),
    },
  ];
}

function watchDecisions({ documents, support, monitoring, recovery }: Agreement): readonly Decision[] {
  const routes = support.severities.map((severity) => `${severity.name} by ${severity.route}`);
  return [
    {
      about: "documents",
      chosen: `${documents.mirrored ? "mirrored to a second site" : "one site"}; changes kept ${durationWords(documents.changesKept)}, deleted ones ${durationWords(documents.deletedKept)}`,
      because: "versions and soft delete for the agreed times, and backups apart from them",
      promises: promisesOf(documents),
    },
    {
      about: "alerts",
      chosen: routes.join(", "),
      because: `as the support clauses say; looked at often enough to notice within ${durationWords(recovery.detectWithin)}`,
      promises: allPromises(...support.severities.map((severity) => promisesOf(severity)), promisesOf(monitoring)),
    },
  ];
}

function backupDecisions(agreement: Agreement, sites: readonly SitePlan[], active: SitePlan): readonly Decision[] {
  return [
    chooseRedundancy(agreement, active.region, "backups", "backups of databases").decision,
    ...documentSites(sites, active).map(
      (site) => chooseRedundancy(agreement, site.region, "documents", "vaults of documents").decision,
    ),
    ...agreement.backup.independentCopies.map((copy) => ({
      about: "independent copies",
      chosen: `${copy.name}: every ${durationWords(copy.every)}, kept ${durationWords(copy.kept)}, places: ${copy.places}, apart by ${copy.apart}`,
      because: "Azure SQL makes weekly full backups of its own; a full copy at the promised pace is made beside it",
      promises: promisesOf(copy),
    })),
  ];
}
