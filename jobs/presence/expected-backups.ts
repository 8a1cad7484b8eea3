import { z } from "zod";
import { placeSchema } from "../copies/place";
import { durationMilliseconds } from "../job/duration";

const duration = z.string().transform((text, context) => {
  const milliseconds = durationMilliseconds(text);
  if (milliseconds !== undefined) return milliseconds;
  context.addIssue({ code: "custom", message: "an ISO 8601 duration such as PT26H or P30D" });
  return z.NEVER;
});
const armId = z.string().startsWith("/subscriptions/");

/** A kind of backup that a tenant is promised. */
export const expectedBackupsSchema = z
  .array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("copy"), copy: z.string().min(1), maxAge: duration, place: placeSchema }),
      z.strictObject({ kind: z.literal("longTerm"), databaseId: armId, location: z.string().min(1), maxAge: duration }),
      /** `reach`: how far back every moment can be had. */
      z.strictObject({ kind: z.literal("pointInTime"), databaseId: armId, reach: duration }),
      z.strictObject({ kind: z.literal("geo"), databaseId: armId, maxAge: duration }),
      /** An instance of a Backup vault. */
      z.strictObject({ kind: z.literal("documents"), instanceId: armId, maxAge: duration }),
    ]),
  )
  .min(1);

export type ExpectedBackup = z.infer<typeof expectedBackupsSchema>[number];
