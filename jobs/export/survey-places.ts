import type { CopyIdentity } from "../copies/copy-names";
import { findCopy, isFirstOfMonth } from "../copies/finished-copies";
import type { Place } from "../copies/place";
import type { CopyTarget } from "../copies/write-copy";
import { flag, secondsBetween } from "../job/records";
import type { JobContext } from "../job/run-job";
import { reportFailure } from "./finish-places";

/** Where the copy goes at a place. */
export interface ExportTarget extends CopyTarget {
  readonly firstOfMonth: boolean;
}

export interface Survey {
  /** Places that lack the copy, with the container that it goes to. */
  readonly pending: readonly ExportTarget[];
  /** Whether every place could be looked at. */
  readonly complete: boolean;
}

function reportFound(context: JobContext, copy: string, place: string, slot: Date): void {
  const dimensions = { copy, place };
  context.records.log({
    severity: "information",
    event: "copy.found",
    message: `The copy of ${slot.toISOString()} is there already.`,
    details: dimensions,
  });
  context.records.metric({ name: "copy.success", ...flag(true), dimensions });
  // Without reading the manifest, the slot is the closest moment that is known.
  context.records.metric({ name: "copy.age", ...secondsBetween(slot, context.now()), dimensions });
}

/**
 * Looks which places have the finished copy of a slot already, so that a repeated run ends well. A place that cannot be
 * looked at keeps the copy from no other. The first copy of a month goes to a container of its own, where there is one.
 */
export async function surveyPlaces(
  places: readonly Place[],
  identity: CopyIdentity,
  copy: string,
  context: JobContext,
): Promise<Survey> {
  const pending: ExportTarget[] = [];
  let complete = true;
  for (const place of places) {
    try {
      if ((await findCopy(place, identity)) !== undefined) {
        reportFound(context, copy, place.name, identity.slot);
        continue;
      }
      const firstOfMonth = await isFirstOfMonth(place, identity);
      const container = firstOfMonth && place.firstOfMonth !== undefined ? place.firstOfMonth : place.daily;
      pending.push({ place: place.name, firstOfMonth, container });
    } catch (error) {
      context.signal.throwIfAborted();
      complete = false;
      reportFailure(context, copy, place.name, error instanceof Error ? error.message : String(error));
    }
  }
  return { pending, complete };
}
