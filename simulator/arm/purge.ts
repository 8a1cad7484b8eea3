import type { Cloud } from "./cloud";
import type { Tombstone } from "./cloud-view";
import type { ModelRegister } from "./model-register";
import { parseResourceId } from "./resource-id";

/** What becomes of soft-deleted resources when their owner wants them gone at once. */
export interface PurgePlan {
  readonly purged: readonly Tombstone[];
  /** Has to wait for its time: nobody can purge it. */
  readonly held: readonly Tombstone[];
}

/** Judges a purge of everything that was soft-deleted in subscriptions; nothing is done yet. */
export function planPurge(subscriptionIds: readonly string[], cloud: Cloud, models: ModelRegister): PurgePlan {
  const wanted = new Set(subscriptionIds.map((id) => id.toLowerCase()));
  const concerned = cloud
    .allSoftDeleted()
    .filter(({ resource }) => wanted.has(parseResourceId(resource.id).subscriptionId.toLowerCase()));
  const isHeld = ({ resource }: Tombstone): boolean =>
    models.get(resource.type)?.heldAfterDeletion?.(resource, cloud) ?? false;
  return { purged: concerned.filter((each) => !isHeld(each)), held: concerned.filter(isHeld) };
}
