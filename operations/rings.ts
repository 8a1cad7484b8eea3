import type { NamedStack } from "./stacks-of";

/** Stacks that come up before those of the next ring are touched. */
export interface Ring {
  /** `shared layers`, `cell 01`, `cells 02, 03`. */
  readonly label: string;
  readonly stacks: readonly NamedStack[];
}

const twoDigits = (cell: number): string => String(cell).padStart(2, "0");

/**
 * The rings of an `up`: what all cells share, then one cell, then twice as many each time. Whatever is wrong meets few
 * tenants first, and a failure in a ring leaves all later ones as they are.
 */
export function ringsOf(stacks: readonly NamedStack[]): readonly Ring[] {
  const shared = stacks.filter(({ layer }) => layer === "guard" || layer === "platform");
  const cells = [...new Set(stacks.flatMap((stack) => ("cell" in stack ? [stack.cell] : [])))];
  const rings: Ring[] = shared.length === 0 ? [] : [{ label: "shared layers", stacks: shared }];
  for (let from = 0, size = 1; from < cells.length; from += size, size *= 2) {
    const inRing = cells.slice(from, from + size);
    rings.push({
      label: `${inRing.length === 1 ? "cell" : "cells"} ${inRing.map(twoDigits).join(", ")}`,
      stacks: stacks.filter((stack) => "cell" in stack && inRing.includes(stack.cell)),
    });
  }
  return rings;
}
