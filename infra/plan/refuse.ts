import type { Agreement } from "../../agreement/agreement";
import type { Tenants } from "../../agreement/tenants";
import { isolationOf } from "./address-plan";
import { promisesOf } from "./clause-promises";
import type { Refusal } from "./decision";
import { documentSites } from "./plan-documents";
import { maintenanceRefusals } from "./plan-maintenance";
import { transitRefusals } from "./partner-transit";
import { vaultRefusals } from "./plan-vaults";
import { chooseRedundancy } from "./residency-choice";
import type { SitePlan } from "./site-plan";

/** What refusals are explained from. */
export interface RefusalContext {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
  readonly sites: readonly SitePlan[];
  readonly active: SitePlan;
}

/** What could have been chosen and may not be. */
export function refuse({ agreement, tenants, sites, active }: RefusalContext): readonly Refusal[] {
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
    ...transitRefusals(agreement),
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
