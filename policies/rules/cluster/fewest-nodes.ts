import { undetermined, violation, type Outcome } from "../../framework/language";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown } from "../../resources/unknown";

/** Label of nodes that are kept for a group of servers, and the one whose servers nobody waits for: jobs are made up for. */
const GROUP = "deltawerk/group";
const BESIDE = "batch";

/**
 * What is wrong with the fewest nodes of a pool over zones; nothing where another building has a node too, or where only
 * jobs run.
 *
 * @param about the resource that declares the pool
 * @param label whose pool it is, where the resource declares several: `pool "system": `
 */
export function tooFewNodes(
  pool: Readonly<Record<string, unknown>>,
  about: RegisteredResource,
  label = "",
): Outcome | undefined {
  const { enableAutoScaling: scales, nodeLabels } = pool;
  if ((nodeLabels as Readonly<Record<string, unknown>> | undefined)?.[GROUP] === BESIDE) return undefined;
  const path = scales === true ? "minCount" : "count";
  const least = pool[path];
  if (isUnknown(scales) || isUnknown(least)) {
    return undetermined(`${label}how many nodes it keeps (${path}) is not known before the update`, about);
  }
  if (typeof least === "number" && least >= 2) return undefined;
  const kept = typeof least === "number" ? `${least} node${least === 1 ? "" : "s"}` : "no stated number of nodes";
  return violation(
    `${label}it is spread over zones and keeps ${kept} (${path}); at least 2 have to be up in different ones`,
    about,
  );
}
