import { refusal } from "./tenants-document";

/**
 * The last day (ISO 8601) of a generation that served until now.
 *
 * @throws CommandFailure where it is to end before the first day on which nobody can be promised a restore from it
 */
export function lastDay(
  generation: string,
  {
    keepUntil,
    earliest,
    source,
  }: { readonly keepUntil?: string; readonly earliest: string; readonly source: "ours" | readonly string[] },
): string {
  if (keepUntil === undefined || keepUntil >= earliest) return keepUntil ?? earliest;
  throw refusal(
    `Generation ${generation} is to be kept until ${keepUntil}.`,
    `Allowed: ${earliest} or later, because the moments before the promotion are in its backups only.`,
    ...(source === "ours" ? [] : [`Earlier breaks ${source.join(", ")}.`]),
  );
}
