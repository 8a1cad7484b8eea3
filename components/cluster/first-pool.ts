import type { NodePool } from "./node-pool";

/** A pool as Azure shows it, as far as it can be changed while it is there. */
export interface FoundPool {
  readonly minCount?: number | undefined;
  readonly maxCount?: number | undefined;
  /** `1.36`, or `1.36.2` once Azure has patched it. */
  readonly orchestratorVersion?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * Tells whether the first pool of a cluster, which is declared within the cluster, needs nothing.
 *
 * A cluster lists all its pools, those too that are resources of their own, and a refresh takes the list for the inputs
 * of the cluster. So the list is compared only where the first pool has to be changed (docs/adr/0011).
 *
 * @param found nothing where there is no such cluster yet
 */
export function isAsDeclared(
  found: FoundPool | undefined,
  { count }: Pick<NodePool, "count">,
  kubernetesVersion: string,
  tags: Readonly<Record<string, string>>,
): boolean {
  if (found === undefined) return false;
  const { minCount, maxCount, orchestratorVersion = "", tags: foundTags = {} } = found;
  return (
    minCount === count.minimum &&
    maxCount === count.maximum &&
    `${orchestratorVersion}.`.startsWith(`${kubernetesVersion}.`) &&
    Object.entries(tags).every(([key, value]) => foundTags[key] === value)
  );
}
