import { manifestName, type CopyIdentity } from "../copies/copy-names";
import { manifestSchema, type Manifest } from "../copies/manifest";
import type { Outcome } from "../job/exit-status";
import { flag, secondsBetween } from "../job/records";
import type { JobContext } from "../job/run-job";
import type { ExportTarget } from "./survey-places";

/** Says that a place has no copy. */
export function reportFailure(context: JobContext, copy: string, place: string, reason: string): void {
  const dimensions = { copy, place };
  context.records.metric({ name: "copy.success", ...flag(false), dimensions });
  context.records.log({
    severity: "error",
    event: "copy.failed",
    message: `The copy did not reach ${place}: ${reason}`,
    details: dimensions,
  });
}

function reportSuccess(context: JobContext, manifest: Manifest, wasFirst: boolean): void {
  const { copy, place, slot, attempt } = manifest;
  const dimensions = { copy, place };
  const { records } = context;
  records.log({
    severity: "information",
    event: wasFirst ? "copy.finished" : "copy.found",
    message: wasFirst
      ? `The copy of ${slot} is complete at ${place}.`
      : `Another run had finished the copy of ${slot} at ${place}; attempt ${attempt} is left to run out.`,
    details: { ...dimensions, slot, attempt, bytes: manifest.payload.bytes, firstOfMonth: manifest.firstOfMonth },
  });
  records.metric({ name: "copy.success", ...flag(true), dimensions });
  records.metric({ name: "copy.size", value: manifest.payload.bytes, unit: "bytes", dimensions });
  records.metric({
    name: "copy.duration",
    ...secondsBetween(new Date(manifest.started), new Date(manifest.ended)),
    dimensions,
  });
  records.metric({
    name: "copy.age",
    ...secondsBetween(new Date(manifest.consistent.notBefore), context.now()),
    dimensions,
  });
}

/** Writes the manifest at every place that took all parts, as the last thing of the copy. */
export async function finishPlaces(
  targets: readonly ExportTarget[],
  identity: CopyIdentity,
  draft: Omit<Manifest, "place" | "firstOfMonth" | "ended">,
  failures: ReadonlyMap<string, Error>,
  context: JobContext,
): Promise<Outcome> {
  let complete = true;
  for (const { place, container, firstOfMonth } of targets) {
    const failure = failures.get(place);
    if (failure !== undefined) {
      complete = false;
      reportFailure(context, draft.copy, place, failure.message);
      continue;
    }
    const manifest = manifestSchema.parse({ ...draft, place, firstOfMonth, ended: context.now().toISOString() });
    try {
      const wasFirst = await container.create(
        manifestName(identity),
        `${JSON.stringify(manifest)}\n`,
        "application/json",
      );
      reportSuccess(context, manifest, wasFirst);
    } catch (error) {
      complete = false;
      reportFailure(context, draft.copy, place, error instanceof Error ? error.message : String(error));
    }
  }
  return complete ? "done" : "failed";
}
