/**
 * Tells whether a function of the SDK failed because there is no such resource, as opposed to a missing right or a fault.
 *
 * Azure's codes are many (ResourceNotFound, ResourceGroupNotFound, SecretNotFound, ParentResourceNotFound); the plugin
 * puts them and the HTTP status into its message and gives nothing else to go by.
 */
export function isMissing(error: unknown): boolean {
  return /\bStatus=404\b|\bcode: 404\b|"\w*NotFound"/.test(messageOf(error));
}

/** What an error says, in the first line that says anything. */
export function firstLineOf(error: unknown): string {
  const lines = messageOf(error)
    .split("\n")
    .map((line) => line.trim());
  return lines.find((line) => line !== "") ?? "no reason was given";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
