import type { Agreement } from "../../agreement/agreement";
import type { Tenants } from "../../agreement/tenants";
import { isolationOf } from "./address-plan";
import { promisesOf } from "./clause-promises";
import type { Refusal } from "./decision";
import type { Environment } from "./environment";
import { documentSites } from "./plan-documents";
import { maintenanceRefusals } from "./plan-maintenance";
import { transitRefusals } from "./partner-transit";
import { vaultRefusals } from "./plan-vaults";
import { siteLinkRefusals } from "./plan-vpn";
import { chooseRedundancy } from "./residency-choice";
import type { SitePlan } from "./site-plan";

/** What refusals are explained from. */
export interface RefusalContext {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
  readonly environment: Environment;
  readonly sites: readonly SitePlan[];
  readonly active: SitePlan;
}

/** What could have been chosen and may not be. */
export function refuse(context: RefusalContext): readonly Refusal[] {
  const { agreement, tenants, sites, active } = context;
  const stored = [
    chooseRedundancy(agreement, active.region, "backups", "backups of databases"),
    ...documentSites(sites, active).map((site) =>
      chooseRedundancy(agreement, site.region, "documents", "vaults of documents"),
    ),
  ];
  return [
    ...stored.flatMap((choice) => choice.refusal ?? []),
    ...keyRefusals(context),
    ...twinRefusals(agreement, sites),
    ...vaultRefusals(agreement, active),
    ...maintenanceRefusals(agreement, sites),
    ...computeRefusals(agreement, tenants),
    ...transitRefusals(agreement),
    ...siteLinkRefusals(agreement, sites),
  ];
}

function keyRefusals({ agreement, tenants: { tenants }, environment, active }: RefusalContext): readonly Refusal[] {
  const keys = chooseRedundancy(agreement, active.region, "keys", "keys");
  if (keys.pair || keys.refusal === undefined) {
    return [];
  }
  const waiting = tenants
    .filter(({ code, overrides }) => overrides.customerKey === true && environment.customerKeys?.[code] === undefined)
    .map(({ code }) => code);
  const clause = agreement.encryption.customerKeys;
  return [
    {
      about: "keys",
      refused: `keys that protect data in a Key Vault of ${active.region}`,
      because: `Key Vault copies its contents to the pair by itself: ${keys.refusal.because}`,
      promises: keys.refusal.promises,
    },
    ...(waiting.length === 0 || clause === undefined
      ? []
      : [
          {
            about: "keys",
            refused: `the customer's own key for ${waiting.join(", ")}`,
            because:
              "it is in a Managed HSM, which people activate; until `customerKeys` of the environment names the key, Azure's own protects the data",
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
