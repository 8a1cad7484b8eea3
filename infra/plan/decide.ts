import type { Agreement } from "../../agreement/agreement";
import type { Tenants } from "../../agreement/tenants";
import { isolationOf } from "./address-plan";
import { cellCapacity } from "./cell-capacity";
import { allPromises, promisesOf } from "./clause-promises";
import type { Decision, Refusal } from "./decision";
import type { Environment } from "./environment";
import type { MaintenancePlan } from "./maintenance-plan";
import { failoverSite, retentionLadder } from "./plan-databases";
import { documentSites } from "./plan-documents";
import { maintenanceDecisions, maintenanceRefusals } from "./plan-maintenance";
import { vaultRefusals } from "./plan-vaults";
import { chooseRedundancy } from "./residency-choice";
import { siteDecisions } from "./select-sites";
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
  readonly vpn: VpnPlan;
}

/** Every decision with its reason and the promises it serves, in the order in which a platform is built. */
export function decide(context: DecisionContext): readonly Decision[] {
  const { agreement, sites, active, maintenance } = context;
  return [
    ...siteDecisions(agreement, sites),
    ...networkDecisions(context),
    ...isolationDecisions(agreement),
    ...databaseDecisions(context),
    ...backupDecisions(agreement, sites, active),
    ...maintenanceDecisions(agreement, maintenance),
  ];
}

function networkDecisions({ agreement, environment, vpn }: DecisionContext): readonly Decision[] {
  const { access } = agreement;
  return [
    {
      about: "address plan",
      chosen: `${environment.addressSpace}, a block for each site and a /20 of it for each cell`,
      because: "every place is a number that is written down, so nobody moves when a tenant comes or goes",
      promises: promisesOf(agreement.isolation, "dataSegment"),
    },
    {
      about: "firewall",
      chosen: "Azure Firewall Premium at each site with a network, intrusion prevention on",
      because: "the tier that blocks attacks; redundant over the zones where the region has zones",
      promises: promisesOf(access.firewall),
    },
    {
      about: "tunnels",
      chosen: `${vpn.ipsec.ipsecEncryption} with ${vpn.ipsec.dhGroup}, IKEv2, active-active gateways`,
      because: "the strongest set that Azure's gateways take; management comes in nowhere else",
      promises: allPromises(promisesOf(access.management), promisesOf(access.betweenSites)),
    },
  ];
}

function isolationDecisions(agreement: Agreement): readonly Decision[] {
  const { isolation } = agreement;
  const { tenants, limitedBy } = cellCapacity(isolation.compute);
  const firewall = { none: "the cell's rules", ruleSet: "a rule set of its own", device: "a device of its own" };
  return [
    {
      about: "tenants",
      chosen: `own database and data segment; ${isolation.compute}; ${firewall[isolation.firewall]}`,
      because: "as agreed; a tenant may buy more and never gets less",
      promises: promisesOf(isolation),
    },
    {
      about: "cells",
      chosen: `up to ${tenants} tenants in a cell`,
      because: `the limit that is reached first: ${limitedBy}`,
      promises: [],
    },
  ];
}

function databaseDecisions({ agreement, environment, sites, active }: DecisionContext): readonly Decision[] {
  const second = failoverSite(agreement, sites, active);
  const ladder = Object.entries(retentionLadder(agreement)).map(([step, kept]) => `${step} ${kept}`);
  return [
    {
      about: "databases",
      chosen: `${environment.sizes.database.sku}${active.zones.length > 1 ? ", zone redundant" : ""}`,
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
      chosen: [`any moment of ${agreement.backup.pointInTime}`, ...ladder].join(", "),
      because: "the agreed times in Azure's own steps; nothing is kept shorter",
      promises: promisesOf(agreement.backup),
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
      chosen: `${copy.name}: every ${copy.every}, kept ${copy.kept}, ${copy.places} place(s) apart by ${copy.apart}`,
      because: "Azure SQL makes weekly full backups of its own; a full copy at the promised pace is made beside it",
      promises: promisesOf(copy),
    })),
  ];
}

/** What could have been chosen and may not be. */
export function refuse({
  agreement,
  tenants,
  sites,
  active,
}: Pick<DecisionContext, "agreement" | "tenants" | "sites" | "active">): readonly Refusal[] {
  const stored = [
    chooseRedundancy(agreement, active.region, "backups", "backups of databases"),
    ...documentSites(sites, active).map((site) =>
      chooseRedundancy(agreement, site.region, "documents", "vaults of documents"),
    ),
  ];
  return [
    ...stored.flatMap((choice) => choice.refusal ?? []),
    ...keyRefusals(agreement, tenants, active),
    ...twinRefusals(agreement, sites),
    ...vaultRefusals(agreement, active),
    ...maintenanceRefusals(agreement, sites),
    ...computeRefusals(agreement, tenants),
  ];
}

function keyRefusals(agreement: Agreement, { tenants }: Tenants, active: SitePlan): readonly Refusal[] {
  const keys = chooseRedundancy(agreement, active.region, "keys", "keys");
  if (keys.pair || keys.refusal === undefined) {
    return [];
  }
  const buyers = tenants.filter((tenant) => tenant.overrides.customerKey === true).map((tenant) => tenant.code);
  const clause = agreement.encryption.customerKeys;
  return [
    {
      about: "keys",
      refused: `keys that protect data in a Key Vault of ${active.region}`,
      because: `Key Vault copies its contents to the pair by itself: ${keys.refusal.because}`,
      promises: keys.refusal.promises,
    },
    ...(buyers.length === 0 || clause === undefined
      ? []
      : [
          {
            about: "keys",
            refused: `the customer's own key for ${buyers.join(", ")} in a Key Vault`,
            because:
              "it needs a Managed HSM, which this plan does not place; until then Azure's own keys protect the data",
            promises: promisesOf(clause),
          },
        ]),
  ];
}

function twinRefusals(agreement: Agreement, sites: readonly SitePlan[]): readonly Refusal[] {
  const stamps = sites.filter((site) => site.zones.length === 1);
  const { twin } = agreement.recovery;
  if (stamps.length < 2 || twin === undefined) {
    return [];
  }
  return [
    {
      about: "databases",
      refused: "a failover group between the twin stamps",
      because: "Azure wants another region for it; the stamps share databases that are redundant over their zones",
      promises: promisesOf(twin),
    },
  ];
}

function computeRefusals(agreement: Agreement, { tenants }: Tenants): readonly Refusal[] {
  const apart = tenants.some((tenant) => isolationOf(agreement, tenant).compute === "cluster");
  if (agreement.isolation.compute === "cluster" || apart) {
    return [];
  }
  return [
    {
      about: "tenants",
      refused: "a network segment for a tenant's application",
      because: "nodes and pods of one cluster are open to each other on the network; only a cluster of its own has one",
      promises: promisesOf(agreement.isolation, "compute"),
    },
  ];
}
