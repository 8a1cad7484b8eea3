import type { CopyContainer } from "./copy-container";
import {
  generationPrefix,
  manifestName,
  parseManifestName,
  slotPrefix,
  tenantPrefix,
  type CopyIdentity,
} from "./copy-names";
import type { Place } from "./place";
import { monthOf } from "./slot";

/** A copy whose manifest is there, and where. */
export interface FinishedCopy extends CopyIdentity {
  readonly container: CopyContainer;
}

function containersOf(place: Place): readonly CopyContainer[] {
  return place.firstOfMonth === undefined ? [place.daily] : [place.daily, place.firstOfMonth];
}

async function finishedBelow(container: CopyContainer, prefix: string): Promise<readonly FinishedCopy[]> {
  const found: FinishedCopy[] = [];
  for await (const { name } of container.list(prefix)) {
    const identity = parseManifestName(name);
    if (identity !== undefined) found.push({ ...identity, container });
  }
  return found;
}

/** The finished copy of a slot at a place, if there is one. Only names are listed: whoever makes copies cannot read. */
export async function findCopy(place: Place, identity: CopyIdentity): Promise<FinishedCopy | undefined> {
  for (const container of containersOf(place)) {
    const [found] = await finishedBelow(container, manifestName(identity));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The newest finished copy of a generation at a place, if there is one. */
export async function newestCopy(
  place: Place,
  data: Pick<CopyIdentity, "tenant" | "generation">,
): Promise<FinishedCopy | undefined> {
  const all = await Promise.all(
    containersOf(place).map((container) => finishedBelow(container, generationPrefix(data))),
  );
  return all.flat().sort((a, b) => b.slot.getTime() - a.slot.getTime())[0];
}

/**
 * Whether a copy is the first of its month at a place that keeps the firsts of months longer. The actual first one counts:
 * where the copy of the first day failed, that of the second is the first. Months are UTC.
 */
export async function isFirstOfMonth(place: Place, identity: CopyIdentity): Promise<boolean> {
  if (place.firstOfMonth === undefined) return false;
  const kept = await finishedBelow(place.firstOfMonth, tenantPrefix(identity.tenant));
  return kept.every(({ slot }) => monthOf(slot) !== monthOf(identity.slot));
}

/** Sizes of everything that lies in a slot, by name. */
export async function blobsOfSlot(
  container: CopyContainer,
  identity: CopyIdentity,
): Promise<ReadonlyMap<string, number>> {
  const blobs = new Map<string, number>();
  for await (const { name, bytes } of container.list(slotPrefix(identity))) blobs.set(name, bytes);
  return blobs;
}
