import type { Agreement, Site } from "../agreement";
import { regionNamed } from "../cloud-facts";
import type { CloudFacts, RegionFacts } from "../cloud-facts";
import { closestName } from "../closest-name";
import { countriesOf } from "../country";
import type { ResidentData } from "../families/residency";
import type { SiteRole } from "../families/sites";
import type { Finding } from "../yaml-document";
import { check, promisesOf } from "./check";

type Residency = Agreement["residency"];

const dataAt: Readonly<Record<SiteRole, readonly ResidentData[]>> = {
  active: ["databases", "keys", "logs", "images"],
  warm: ["databases", "keys", "logs", "images"],
  cold: ["databases", "backups"],
  "backup-only": ["backups"],
  documents: ["documents"],
};

/** The countries in which a kind of data may rest. */
export function legalCountries(residency: Residency, data: ResidentData): readonly string[] {
  return countriesOf(residency[data], residency.membershipOn);
}

/** The promises behind the place of a kind of data. */
export function residencyPromises(residency: Residency, data: ResidentData): readonly string[] {
  return promisesOf({ source: residency.termSource?.[data] ?? residency.source });
}

/** Names of the regions in these countries; `none` in words where there are none. */
export function regionsIn(facts: CloudFacts, countries: readonly string[]): string {
  const names = facts.regions.filter((region) => countries.includes(region.country)).map((region) => region.name);
  return names.length === 0 ? "no region" : names.join(", ");
}

/** The kinds of data that rest at a site: documents are with the active site where no site is for documents alone. */
function dataOf(site: Site, sites: readonly Site[]): readonly ResidentData[] {
  const alone = site.role === "active" && sites.every(({ role }) => role !== "documents");
  return alone ? [...dataAt.active, "documents"] : dataAt[site.role];
}

/** Tells of a region that nobody knows, and which was meant. */
export function unknownRegion(path: Finding["path"], name: string, facts: CloudFacts): Finding {
  const names = facts.regions.map((region) => region.name);
  const meant = closestName(name, names);
  return {
    path,
    allowed: `a known region: ${names.join(", ")}`,
    fixes: [meant === undefined ? "Choose a known region." : `Did you mean "${meant}"?`],
  };
}

const regionsAreKnown = check(["sites"], ({ sites }, facts) =>
  sites.flatMap(({ region }, index) =>
    regionNamed(facts, region) === undefined ? [unknownRegion(["sites", index, "region"], region, facts)] : [],
  ),
);

const sitesAreLegal = check(["residency", "sites"], ({ residency, sites }, facts) =>
  sites.flatMap((site, index) => {
    const region = regionNamed(facts, site.region);
    return region === undefined
      ? []
      : dataOf(site, sites).flatMap((data) => illegalData(residency, data, site, region, index, facts));
  }),
);

function illegalData(
  residency: Residency,
  data: ResidentData,
  site: Site,
  region: RegionFacts,
  index: number,
  facts: CloudFacts,
): readonly Finding[] {
  const legal = legalCountries(residency, data);
  if (legal.includes(region.country)) {
    return [];
  }
  return [
    {
      path: ["sites", index, "region"],
      given: `${region.name} in ${region.country}, where a site with the role "${site.role}" keeps ${data}`,
      allowed: `${data} in ${residency[data].join(", ")} only (residency.${data})`,
      fixes: [
        `Choose a region there: ${regionsIn(facts, legal)}.`,
        `Add "${region.country}" to residency.${data}, if the promise allows it.`,
      ],
      breaks: residencyPromises(residency, data),
    },
  ];
}

const oneActiveSite = check(["sites"], ({ sites }) => {
  const active = sites.filter((site) => site.role === "active").length;
  return active === 1
    ? []
    : [
        {
          path: ["sites"],
          given: `${active} active sites`,
          allowed: "exactly one site with the role active",
          fixes: ["Make one site active and the others warm, cold, backup-only or documents."],
        },
      ];
});

const regionsDiffer = check(["sites"], ({ sites }) =>
  sites.flatMap(({ region }, index) =>
    sites.findIndex((site) => site.region === region) === index
      ? []
      : [
          {
            path: ["sites", index, "region"],
            allowed: "every region once",
            fixes: ["Remove one of the two sites, or choose another region."],
          },
        ],
  ),
);

const keysStay = check(["residency", "sites", "encryption"], ({ residency, sites, encryption }, facts) => {
  const { customerKeys } = encryption;
  if (customerKeys?.keptIn !== "vault") {
    return [];
  }
  const legal = legalCountries(residency, "keys");
  const pairs = sites.flatMap((site) => {
    const pair = regionNamed(facts, site.region)?.pair;
    const facing = pair === undefined ? undefined : regionNamed(facts, pair);
    return dataOf(site, sites).includes("keys") && facing !== undefined && !legal.includes(facing.country)
      ? [{ site: site.region, pair: facing }]
      : [];
  });
  return pairs.map(({ site, pair }) => ({
    path: ["encryption", "customerKeys", "keptIn"],
    given: `"vault": keys of ${site} are replicated to ${pair.name} in ${pair.country}`,
    allowed: `keys in ${residency.keys.join(", ")} only (residency.keys)`,
    fixes: [
      "Set `keptIn: hsm`: a managed hardware module stays in its region.",
      `Add "${pair.country}" to residency.keys, if the promise allows it.`,
    ],
    breaks: residencyPromises(residency, "keys"),
  }));
});

/** Sites and keys against the countries in which data may rest. */
export const residencyChecks = [regionsAreKnown, sitesAreLegal, oneActiveSite, regionsDiffer, keysStay];
