import { generationAfter, highestGeneration } from "../generation-number";
import type { TenantData } from "../tenant-data";
import type { Finding } from "../yaml-document";

/**
 * A generation that is to be made under a number that was used already.
 *
 * @param made how it is going to be made: `restored`
 */
export function usedGeneration(
  { generation, kept }: TenantData,
  given: string,
  made: string,
  path: Finding["path"],
): readonly Finding[] {
  const used = [generation, ...kept.map((one) => one.generation)];
  const highest = highestGeneration(used);
  return given > highest
    ? []
    : [
        {
          path,
          allowed: `a generation above ${highest}: a ${made} database is always a new one`,
          fixes: [`Use "${generationAfter(used)}".`],
        },
      ];
}
