import type { ComputeIsolation } from "./families/isolation";

/** What an agreement has to know of one region to tell whether it can be kept there. */
export interface RegionFacts {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Empty where the region has no availability zones. */
  readonly zones: readonly string[];
  /** The region that geo-redundant storage replicates to; it cannot be chosen. Absent where there is none. */
  readonly pair?: string;
}

/** What is handed in about the cloud, so that the agreement itself stays free of it. */
export interface CloudFacts {
  readonly regions: readonly RegionFacts[];
  /** Zones of a region to which a whole site can be pinned: those for which names of sites are registered. */
  readonly pinnableZones: (region: string) => readonly string[];
  /** How many tenants a cell holds, by how their application is isolated and how many have a firewall to themselves. */
  readonly tenantsPerCell: (platform: string, compute: ComputeIsolation, devices: number) => number;
}

/** The facts of a region by its name. */
export function regionNamed(facts: CloudFacts, name: string): RegionFacts | undefined {
  return facts.regions.find((region) => region.name === name);
}
