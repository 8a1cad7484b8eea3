import { countriesOf } from "../../../agreement/country";
import type { Agreement, IndependentCopy } from "../../../agreement/agreement";
import { durationMinutes } from "../../../agreement/duration";
import { findRegion } from "../../../azure/regions";
import {
  compliant,
  expectProperty,
  undetermined,
  violation,
  type Outcome,
  type Requirement,
} from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";

/** Where something may rest, as the agreement says it and as countries. */
export interface Places {
  readonly said: string;
  readonly countries: readonly string[];
}

export function placesOf(agreement: Agreement, places: readonly string[]): Places {
  const said = [...new Set(places)];
  return { said: said.join(" or "), countries: countriesOf(said, agreement.residency.membershipOn) };
}

/** A region in one of the countries. */
export function regionIn({ said, countries }: Places): Requirement {
  return {
    wanted: `a region in ${said}`,
    holds: (value) => {
      const region = typeof value === "string" ? findRegion(value) : undefined;
      return region !== undefined && countries.includes(region.country);
    },
  };
}

/** Whether what a resource keeps stays in its region, or is copied to a region in the places. */
export function judgeReplication(
  resource: RegisteredResource,
  /** The input that says how it is kept, and which of its values copy it to the region's pair. */
  { path, leaves }: { readonly path: string; readonly leaves: (value: string) => boolean },
  places: Places,
): Outcome {
  const reading = read(resource, path);
  const location = read(resource, "location");
  if (reading.kind === "unknown" || location.kind === "unknown") {
    const open = reading.kind === "unknown" ? path : "location";
    return undetermined(`${open} is not known before the update; copies have to stay in ${places.said}`, resource);
  }
  const value = reading.kind === "absent" ? undefined : reading.value;
  const how = reading.kind === "default" ? `absent, which means "${String(value)}" on Azure` : `"${String(value)}"`;
  if (typeof value !== "string" || !leaves(value)) return compliant(`${path} is ${how}`, resource);
  const region = findRegion(textOf(resource, "location") ?? "");
  const pair = region?.pair === undefined ? undefined : findRegion(region.pair);
  if (pair !== undefined && places.countries.includes(pair.country)) {
    return compliant(`${path} is ${how}, which copies to ${pair.name} (${pair.country})`, resource);
  }
  const target = pair === undefined ? "a region that Azure chooses" : `${pair.name} (${pair.country})`;
  return violation(`${path} is ${how}, which copies to ${target}; copies have to stay in ${places.said}`, resource);
}

/** Whether a storage SKU copies to the pair of its region: GRS, RAGRS, GZRS, RAGZRS. */
export const storageLeaves = (sku: string): boolean => /G(Z)?RS/i.test(sku);

/** Where a storage account stands, and where it copies to. */
export function judgeAccount(account: RegisteredResource, places: Places): readonly Outcome[] {
  return [
    expectProperty(account, "location", regionIn(places)),
    judgeReplication(account, { path: "sku.name", leaves: storageLeaves }, places),
  ];
}

const minutesADay = 24 * 60;

/** The role in the name of an account that holds a copy of a kind: hot, cold or daily. */
export function roleOfCopy(copy: IndependentCopy): "hot" | "arc" | "cpy" {
  if (durationMinutes(copy.every) < minutesADay) return "hot";
  return copy.tier === "cold" ? "arc" : "cpy";
}

/** Where the copies in an account of a role may rest. */
export function placesOfCopies(agreement: Agreement, role: string): Places {
  const copies = agreement.backup.independentCopies.filter((copy) => roleOfCopy(copy) === role);
  const named = copies.flatMap((copy) => copy.in ?? agreement.residency.backups);
  return placesOf(agreement, named.length > 0 ? named : agreement.residency.backups);
}
