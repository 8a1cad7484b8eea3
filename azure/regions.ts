/**
 * The Azure regions in which a platform may place something, with the facts that decide residency and redundancy.
 *
 * Sources, unless a row says otherwise:
 * - Microsoft Learn, reliability/regions-list (2026-08): country, availability zones, pair, restricted access, geography;
 * - Microsoft Learn, reliability/regions-paired and regions-nonpaired (2026-06): which regions have no pair.
 */
import { allowedValues } from "./closest-match";
import { InvalidInputError } from "./invalid-input";

/** A logical availability zone. The same number may be another building in another subscription. */
export type Zone = "1" | "2" | "3";

export interface Region {
  /** Programmatic name, as ARM writes it. */
  readonly name: string;
  /** The three letters that stand for the region in resource names. Never changed and never reused. */
  readonly code: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The boundary within which Microsoft promises that data at rest stays. Wider than the country for two of them. */
  readonly geography: string;
  /** Empty where the region has no availability zones. */
  readonly zones: readonly Zone[];
  /** The one region to which GRS storage, geo backups and Key Vault contents go. It cannot be chosen. */
  readonly pair?: string;
  /** Deploying here needs Azure's region access request; receiving geo-copies of the pair does not. */
  readonly restricted: boolean;
  /** Set where a fact of the row was not read in a source, with the reason. */
  readonly estimate?: string;
}

const ALL_ZONES: readonly Zone[] = ["1", "2", "3"];
const NO_ZONES: readonly Zone[] = [];

type Row = readonly [
  name: string,
  code: string,
  country: string,
  geography: string,
  zones: readonly Zone[],
  pair: string | undefined,
  access: "open" | "restricted",
  estimate?: string,
];

const ROWS: readonly Row[] = [
  ["westeurope", "weu", "NL", "Europe", ALL_ZONES, "northeurope", "open"],
  ["northeurope", "neu", "IE", "Europe", ALL_ZONES, "westeurope", "open"],
  ["norwayeast", "noe", "NO", "Norway", ALL_ZONES, "norwaywest", "open"],
  ["norwaywest", "now", "NO", "Norway", NO_ZONES, "norwayeast", "restricted"],
  ["swedencentral", "swc", "SE", "Sweden", ALL_ZONES, "swedensouth", "open"],
  [
    ...(["swedensouth", "sws", "SE", "Sweden", NO_ZONES, "swedencentral", "restricted"] as const),
    "published only as the pair of swedencentral; no zones and restricted access are read from that",
  ],
  ["germanywestcentral", "gwc", "DE", "Germany", ALL_ZONES, "germanynorth", "open"],
  ["germanynorth", "gno", "DE", "Germany", NO_ZONES, "germanywestcentral", "restricted"],
  ["francecentral", "frc", "FR", "France", ALL_ZONES, "francesouth", "open"],
  ["francesouth", "frs", "FR", "France", NO_ZONES, "francecentral", "restricted"],
  ["belgiumcentral", "bec", "BE", "Belgium", ALL_ZONES, undefined, "open"],
  ["denmarkeast", "dke", "DK", "Denmark", ALL_ZONES, undefined, "open"],
  ["austriaeast", "ate", "AT", "Austria", ALL_ZONES, undefined, "open"],
  ["italynorth", "itn", "IT", "Italy", ALL_ZONES, undefined, "open"],
  ["polandcentral", "plc", "PL", "Poland", ALL_ZONES, undefined, "open"],
  ["spaincentral", "spc", "ES", "Spain", ALL_ZONES, undefined, "open"],
  ["switzerlandnorth", "chn", "CH", "Switzerland", ALL_ZONES, "switzerlandwest", "open"],
  ["switzerlandwest", "chw", "CH", "Switzerland", NO_ZONES, "switzerlandnorth", "restricted"],
  ["uksouth", "uks", "GB", "United Kingdom", ALL_ZONES, "ukwest", "open"],
  ["ukwest", "ukw", "GB", "United Kingdom", NO_ZONES, "uksouth", "open"],
];

export const REGIONS: readonly Region[] = ROWS.map(
  ([name, code, country, geography, zones, pair, access, estimate]): Region => ({
    name,
    code,
    country,
    geography,
    zones,
    restricted: access === "restricted",
    ...(pair !== undefined && { pair }),
    ...(estimate !== undefined && { estimate }),
  }),
);

const BY_NAME = new Map(REGIONS.map((region) => [region.name, region]));

/** The region of that programmatic name ("westeurope") or display name ("West Europe"), if it is known here. */
export function findRegion(name: string): Region | undefined {
  return BY_NAME.get(name.toLowerCase().replaceAll(" ", ""));
}

/**
 * The region of that name.
 *
 * @throws InvalidInputError when it is not in the table, with the nearest name and all that are allowed.
 */
export function regionNamed(name: string): Region {
  const region = findRegion(name);
  if (region === undefined) {
    throw new InvalidInputError([`Region "${name}" is not known. ${allowedValues(name, [...BY_NAME.keys()])}`]);
  }
  return region;
}

export type Redundancy = "LRS" | "ZRS" | "GRS" | "GZRS";

/**
 * The storage redundancies that exist in a region: ZRS needs zones, GRS a pair, GZRS both. RA-GRS and RA-GZRS exist
 * where GRS and GZRS do.
 *
 * Source: Microsoft Learn, reliability/reliability-storage-blob (2026-08), region support.
 */
export function redundanciesOf(region: Region): readonly Redundancy[] {
  const zonal = region.zones.length > 0;
  const paired = region.pair !== undefined;
  return [
    "LRS",
    ...(zonal ? (["ZRS"] as const) : []),
    ...(paired ? (["GRS"] as const) : []),
    ...(zonal && paired ? (["GZRS"] as const) : []),
  ];
}

/**
 * The region to which Key Vault copies its contents by itself. There is no way to switch that off, so keys and secrets
 * in westeurope also rest in Ireland; a region without a pair keeps them.
 *
 * Source: Microsoft Learn, reliability/reliability-key-vault (2026-08).
 */
export function keyVaultReplicaOf(region: Region): Region | undefined {
  return region.pair === undefined ? undefined : findRegion(region.pair);
}
