import type { Agreement } from "../../agreement/agreement";
import { findRegion } from "../../azure/regions";
import { restingPlaces as placesByResource } from "../../policies/analysis/residency/resting-places";
import { textOf } from "../../policies/resources/reading";
import type { Finding } from "./verdict";
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
  /** Where the agreement lets it rest, `NO` or `EU`. */
  readonly allowed: string;
  /** How it stands to that, the worst of its resources. `waived`: it is outside, and somebody granted it. */
  readonly standing: PlaceStanding;
}

export type PlaceStanding = "inside" | "waived" | "undetermined" | "outside";

/** The worst last. */
const STANDINGS: readonly PlaceStanding[] = ["inside", "waived", "undetermined", "outside"];

/**
 * Where content of the deployment rests, as the rules on residency see it, counted by kind and region.
 *
 * @param findings those of the rules on residency
 */
export function restingPlaces(
  set: ResourceSet,
  agreement: Agreement,
  findings: readonly Finding[],
): readonly RestingPlace[] {
  const waived = new Set(
    findings.flatMap(({ status, resource }) => (status === "waived" ? (resource?.urn ?? []) : [])),
  );
  const open = new Set(findings.flatMap(({ status, resource }) => (status === "waived" ? [] : (resource?.urn ?? []))));
  const found = new Map<string, RestingPlace>();
  for (const { resource, what: kind, region, place, allowed, verdict } of placesByResource(set, agreement)) {
    const name = region?.name ?? place;
    const copied = region !== undefined && region !== findRegion(textOf(resource, "location") ?? "");
    const key = `${kind}\n${name}\n${copied ? 1 : 0}`;
    const before = found.get(key);
    const isWaived = verdict === "outside" && waived.has(resource.urn) && !open.has(resource.urn);
    const standing = worse(before?.standing ?? "inside", isWaived ? "waived" : verdict);
    const count = (before?.count ?? 0) + 1;
    const country = region?.country ?? "?";
    found.set(key, { kind, region: name, country, copied, count, allowed: allowed.said, standing });
  }
  return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place);
}

function worse(one: PlaceStanding, other: PlaceStanding): PlaceStanding {
  return STANDINGS.indexOf(one) >= STANDINGS.indexOf(other) ? one : other;
}
