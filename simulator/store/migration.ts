import type { Change, Entry } from "./store";
import { StoreVersionError } from "./store-error";

/** One step from the version of its place in the list (the first: from 1 to 2) to the next. */
export type Migration = (entries: readonly Entry[]) => readonly Change[];

/** From version 1 on. Any change to a stored shape needs one more. */
const migrations: readonly Migration[] = [];

/**
 * The changes that bring entries to the last version, with the new version among them, so that a store is either
 * wholly migrated or not at all.
 *
 * @throws StoreVersionError for entries of a version that is not known
 */
export function migrate(
  entries: readonly Entry[],
  versionKey: string,
  steps: readonly Migration[] = migrations,
): readonly Change[] {
  const current = steps.length + 1;
  const stored = entries.find(([key]) => key === versionKey)?.[1] ?? current;
  if (typeof stored !== "number" || stored < 1 || stored > current) throw new StoreVersionError(stored, current);
  const values = new Map(entries);
  const changes = new Map<string, Change>();
  for (const step of steps.slice(stored - 1)) {
    for (const change of step([...values])) {
      changes.set(change.key, change);
      if (change.type === "put") values.set(change.key, change.value);
      else values.delete(change.key);
    }
  }
  return [...changes.values(), { type: "put", key: versionKey, value: current }];
}
