import { createHash } from "node:crypto";
import { z } from "zod";
import { readMoment } from "../job/variables";
import { wholeAtOf } from "./whole-at";

const moment = z.string().transform((text, context) => {
  const read = readMoment(text);
  if (read !== undefined) return read;
  context.addIssue({ code: "custom", message: "a moment in UTC such as 2024-01-01T01:00:00Z" });
  return z.NEVER;
});

const fromSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pointInTime"), at: moment }),
  z.strictObject({ kind: z.literal("geo") }),
  z.strictObject({ kind: z.literal("longTerm"), backupId: z.string().startsWith("/subscriptions/") }),
  z.strictObject({ kind: z.literal("copy"), slot: moment }),
]);

/** A request as a person recorded it: who asks for what, and why. */
export const restoreRequestSchema = z.strictObject({
  /** Repeating a request of the same id restores nothing twice. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "at most 64 lower-case letters, digits and hyphens"),
  requestedBy: z.string().min(1),
  requestedAt: moment,
  reason: z.string().min(1),
  from: fromSchema,
});

export type RestoreRequest = z.infer<typeof restoreRequestSchema>;

/**
 * What is used of an alert.
 *
 * @see Microsoft Learn, azure-monitor/alerts/alerts-common-schema (2024).
 */
export const alertSchema = z.object({
  schemaId: z.literal("azureMonitorCommonAlertSchema"),
  data: z.object({
    essentials: z.object({
      alertId: z.string().min(1),
      alertRule: z.string().min(1),
      monitorCondition: z.enum(["Fired", "Resolved"]),
      firedDateTime: moment,
      description: z.string().nullish(),
    }),
    alertContext: z.unknown().optional(),
  }),
});

export type Alert = z.infer<typeof alertSchema>;

/** What makes a request of an alert, however the alert was heard of. */
export type FiredAlert = Pick<
  Alert["data"]["essentials"],
  "alertId" | "alertRule" | "firedDateTime" | "description"
> & {
  /** The last moment at which the data was known to be whole, where whoever missed it has named one. */
  readonly wholeAt: Date | undefined;
};

/**
 * The request that an alert about lost data stands for: back to when the data was still whole. Nothing for the message
 * that an alert is over.
 *
 * @param lookbackMilliseconds how far before the alert the restore goes where the alert names no moment
 */
export function requestOfAlert(alert: Alert, lookbackMilliseconds: number): RestoreRequest | undefined {
  const { monitorCondition, ...fired } = alert.data.essentials;
  if (monitorCondition === "Resolved") return undefined;
  return requestOfFired({ ...fired, wholeAt: wholeAtOf(alert.data.alertContext) }, lookbackMilliseconds);
}

/**
 * The request that a fired alert stands for; the same one for every message about the same alert, and for every alert that
 * names the same moment: going back to it once is enough.
 */
export function requestOfFired(
  { alertId, alertRule, firedDateTime, description, wholeAt }: FiredAlert,
  lookbackMilliseconds: number,
): RestoreRequest {
  // The id ends in the alert's GUID; what stands before it is a subscription or a resource, by who is asked.
  const alert = (alertId.split("/").at(-1) ?? alertId).toLowerCase();
  // A moment after the alert is a mistake of whoever named it: what is lost by then is lost there too.
  const named = wholeAt !== undefined && wholeAt < firedDateTime ? wholeAt : undefined;
  const cause = named === undefined ? alert : `${alertRule.toLowerCase()} ${named.toISOString()}`;
  return {
    id: `alert-${createHash("sha256").update(cause).digest("hex").slice(0, 32)}`,
    requestedBy: `alert ${alertRule}`,
    requestedAt: firedDateTime,
    reason: description === undefined || description === null || description === "" ? alertRule : description,
    from: { kind: "pointInTime", at: named ?? new Date(firedDateTime.getTime() - lookbackMilliseconds) },
  };
}
