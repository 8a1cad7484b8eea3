import type { Agreement } from "../../agreement/agreement";
import { residentData, type ResidentData } from "../../agreement/families/residency";
import { NOTIFICATION_REGION } from "../../azure/notification-region";
import { REGIONS } from "../../azure/regions";
import { allPromises, promisesOf } from "./clause-promises";
import type { Decision } from "./decision";
import type { RegionGuardPlan } from "./region-guard-plan";
import { countriesFor } from "./residency-choice";

/** Types of resources that hold one kind of data and nothing else. */
const TYPES_OF: Readonly<Partial<Record<ResidentData, readonly string[]>>> = {
  databases: ["Microsoft.Sql/servers", "Microsoft.Sql/servers/databases"],
  keys: ["Microsoft.KeyVault/vaults"],
  logs: ["Microsoft.OperationalInsights/workspaces"],
  images: ["Microsoft.ContainerRegistry/registries", "Microsoft.ContainerRegistry/registries/replications"],
};
const NOTIFICATIONS = ["Microsoft.Insights/actionGroups"];

function regionsIn(countries: readonly string[]): readonly string[] {
  return REGIONS.filter(({ country }) => countries.includes(country)).map(({ name }) => name);
}

/**
 * The regions that Azure is told to accept, from the residency clause alone: a second guard that knows nothing of the
 * sites that were chosen. A storage account may hold several kinds of data, so it goes with everything else: wherever
 * some kind of data may rest.
 */
export function planRegionGuards(agreement: Agreement): readonly RegionGuardPlan[] {
  const kinds = residentData.flatMap((kind): RegionGuardPlan[] => {
    const types = TYPES_OF[kind];
    if (types === undefined) return [];
    const regions = regionsIn(countriesFor(agreement, kind));
    return [{ key: kind, types, regions, promises: promisesOf(agreement.residency, kind) }];
  });
  const everywhere = [...new Set(residentData.flatMap((kind) => countriesFor(agreement, kind)))];
  const copied = agreement.backup.independentCopies.flatMap(({ in: places }) =>
    places === undefined ? [] : countriesFor(agreement, "backups", places),
  );
  const anywhere = regionsIn([...everywhere, ...copied]);
  const promises = allPromises(promisesOf(agreement.residency));
  return [
    ...kinds,
    {
      key: "notifications",
      types: NOTIFICATIONS,
      regions: [...new Set([...anywhere, NOTIFICATION_REGION])],
      promises,
    },
    { key: "others", types: [], regions: anywhere, promises },
  ];
}

/** Why Azure itself holds the regions too. */
export function regionGuardDecisions(agreement: Agreement, guards: readonly RegionGuardPlan[]): readonly Decision[] {
  const others = guards.find(({ types }) => types.length === 0);
  return [
    {
      about: "second guard",
      chosen: `Azure refuses regions other than ${others?.regions.join(", ") ?? ""}, narrower for databases, keys, logs and images, and every public network access`,
      because: "it also holds for what somebody makes past this program",
      promises: promisesOf(agreement.residency),
    },
  ];
}
