import type { Platform } from "../azure/names/codes";
import { formatStackName, type StackIdentity } from "../azure/names/stack-name";
import type { Plan } from "../infra/plan/plan";

/** A stack of a platform, with its name. */
export type NamedStack = StackIdentity & { readonly name: string };

/** The stacks of a plan in the order in which they come up: each needs the outputs of those before it. */
export function stacksOf({ target, cells }: Pick<Plan, "target" | "cells">): readonly NamedStack[] {
  const base = { platform: target.platform as Platform, environment: target.environment };
  const identities: readonly StackIdentity[] = [
    { ...base, layer: "guard" },
    { ...base, layer: "platform" },
    ...cells.flatMap(({ number }) =>
      (["cell", "workload"] as const).map((layer) => ({ ...base, layer, cell: Number(number) })),
    ),
  ];
  return identities.map((identity) => ({ ...identity, name: formatStackName(identity) }));
}
