import type { Agreement } from "../../agreement/agreement";
import { findRegion } from "../../azure/regions";
import { restingPlaces as placesByResource } from "../../policies/analysis/residency/resting-places";
import { textOf } from "../../policies/resources/reading";
import type { ResourceSet } from "../../policies/resources/resource-set";

/** A region in which something of a kind rests. */
export interface RestingPlace {
  /** `databases`, `documents`, … */
  readonly kind: string;
  readonly region: string;
  /** ISO 3166-1 alpha-2; `?` where the region is not known. */
  readonly country: string;
  /** Whether it comes there from another region, by Azure or by a setting. */
  readonly copied: boolean;
  /** How many resources. */
  readonly count: number;
}

/** Where content of the deployment rests, as the rules on residency see it, counted by kind and region. */
export function restingPlaces(set: ResourceSet, agreement: Agreement): readonly RestingPlace[] {
  const found = new Map<string, RestingPlace>();
  for (const { resource, what: kind, region, place } of placesByResource(set, agreement)) {
    const name = region?.name ?? place;
    const copied = region !== undefined && region !== findRegion(textOf(resource, "location") ?? "");
    const key = `${kind}\n${name}\n${copied ? 1 : 0}`;
    const count = (found.get(key)?.count ?? 0) + 1;
    found.set(key, { kind, region: name, country: region?.country ?? "?", copied, count });
  }
  return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place);
}
