import type { Platform } from "../azure/names/codes";
import { formatStackName, type StackIdentity } from "../azure/names/stack-name";
import type { Plan } from "../infra/plan/plan";

/** A stack of a platform, with its name. */
export type NamedStack = StackIdentity & { readonly name: string };

/**
 * Cells by their numbers, but one that a tenant was moved from before the one that it was moved to: what is copied has to
 * be closed first. Where tenants have gone both ways, the youngest move decides; the earlier ones are made already.
 */
function inOrder(cells: Plan["cells"]): Plan["cells"] {
  const moves = cells
    .flatMap(({ number, servers }) =>
      servers.flatMap(({ databases }) =>
        databases.flatMap(({ copied }) => (copied ? [{ ...copied, to: number }] : [])),
      ),
    )
    .sort((one, other) => (one.at < other.at ? 1 : -1));
  return moves.reduceRight<Plan["cells"]>((order, { cell, to }) => {
    const from = order.findIndex(({ number }) => number === cell);
    const target = order.findIndex(({ number }) => number === to);
    const source = order[from];
    return source === undefined || from < target
      ? order
      : order.flatMap((one, index) => (index === from ? [] : index === target ? [source, one] : [one]));
  }, cells);
}

/** The stacks of a plan in the order in which they come up: each needs the outputs of those before it. */
export function stacksOf({ target, cells }: Pick<Plan, "target" | "cells">): readonly NamedStack[] {
  const base = { platform: target.platform as Platform, environment: target.environment };
  const identities: readonly StackIdentity[] = [
    { ...base, layer: "guard" },
    { ...base, layer: "platform" },
    ...inOrder(cells).flatMap(({ number }) =>
      (["cell", "workload"] as const).map((layer) => ({ ...base, layer, cell: Number(number) })),
    ),
  ];
  return identities.map((identity) => ({ ...identity, name: formatStackName(identity) }));
}
