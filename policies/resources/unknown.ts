/**
 * What stands in place of a value that is not known before an update, or that nobody may read.
 *
 * Source: @pulumi/policy 1.21.0, proxy.js: the engine sends one of these texts, by the type of what will be there. The
 * event log and packs use the same ones; a test compares them with the package.
 */
const SENTINELS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A value that is not known before the update; what the engine sends for a text. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value that was encrypted in state: nothing that judges resources ever sees it. */
export const SECRET = "[secret]";

/** Whether a value is not known before the update. */
export function isUnknown(value: unknown): boolean {
  return SENTINELS.has(value);
}
