import type { Agreement } from "../../agreement/agreement";
import type { ComputeIsolation } from "../../agreement/families/isolation";
import { cellsWithRoomFor, placesOf } from "../../agreement/tenant-places";
import type { Tenants } from "../../agreement/tenants";
import { freeSegment } from "./address-findings";
import { isolationOf } from "./address-plan";
import { capacityWith } from "./cell-capacity";
import { segmentNumbers } from "./network-layout";

/** Where a tenant goes. */
export interface TenantPlace {
  /** Two digits. */
  readonly cell: string;
  readonly segment: number;
}

/** A place for a new tenant, or why there is none where it is wanted and what can be done. */
export type PlacedTenant =
  | { readonly ok: true; readonly place: TenantPlace }
  | { readonly ok: false; readonly given: string; readonly allowed: string; readonly fixes: readonly string[] };

const highestCell = 99;

/**
 * Chooses cell and segment of a new tenant: the first cell with room, or a new one; there the lowest segment that nobody
 * has or has had.
 *
 * @param cell two digits, where it is wanted in a certain one
 */
export function placeTenant(
  agreement: Agreement,
  tenants: Tenants,
  compute: ComputeIsolation,
  cell?: string,
): PlacedTenant {
  const places = [...tenants.tenants, ...tenants.retired].flatMap(placesOf);
  const known = [...new Set(places.map((place) => place.cell))].sort();
  const next = nextCell(known);
  const asked = cell === undefined ? [...known, ...(next === undefined ? [] : [next])] : [cell];
  for (const candidate of asked) {
    const segment = segmentIn(agreement, tenants, compute, candidate);
    if (segment !== undefined) return { ok: true, place: { cell: candidate, segment } };
  }
  return {
    ok: false,
    given: cell === undefined ? `${known.length} cells without room` : fullness(agreement, tenants, compute, cell),
    allowed:
      cell === undefined
        ? `cells up to ${highestCell}`
        : `${roomOf(agreement, tenants, compute, cell)} tenants in a cell with compute "${compute}", segments 0 to ${segmentNumbers[compute] - 1}`,
    fixes: [
      cell === undefined
        ? "Start a platform of its own for further tenants."
        : "Leave the cell out: the first one with room is chosen, or a new one.",
    ],
  };
}

function nextCell(known: readonly string[]): string | undefined {
  const highest = Math.max(0, ...known.map(Number));
  return highest < highestCell ? String(highest + 1).padStart(2, "0") : undefined;
}

function membersOf(tenants: Tenants, cell: string): Tenants["tenants"] {
  return tenants.tenants.filter((tenant) => cellsWithRoomFor(tenant).includes(cell));
}

/** How many tenants a cell takes with the new one in it: the most demanding isolation sets its size. */
function roomOf(agreement: Agreement, tenants: Tenants, compute: ComputeIsolation, cell: string): number {
  const { firewall } = agreement.isolation;
  const members = membersOf(tenants, cell).map((tenant) => isolationOf(agreement, tenant));
  return capacityWith(agreement.platform, [{ compute, firewall }, ...members]).tenants;
}

function segmentIn(
  agreement: Agreement,
  tenants: Tenants,
  compute: ComputeIsolation,
  cell: string,
): number | undefined {
  const isFull = membersOf(tenants, cell).length >= roomOf(agreement, tenants, compute, cell);
  return isFull ? undefined : freeSegment(tenants, cell, segmentNumbers[compute]);
}

function fullness(agreement: Agreement, tenants: Tenants, compute: ComputeIsolation, cell: string): string {
  const members = membersOf(tenants, cell).length;
  return members >= roomOf(agreement, tenants, compute, cell)
    ? `cell ${cell} with ${members} tenants already`
    : `cell ${cell}, whose segments all have or had a tenant`;
}
