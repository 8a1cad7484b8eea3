import { z } from "zod";
import { clause } from "../clause";
import { durationSchema } from "../duration";
import { windowSchema } from "../weekly-hours";

/** When planned work is done and how it is announced. */
export const maintenanceSchema = clause({
  window: windowSchema.describe("When planned work is done"),
  allowed: z
    .array(windowSchema)
    .min(1)
    .exactOptional()
    .describe("Windows that were promised; `window` lies inside one of them"),
  never: z.string().exactOptional().describe("Name of one of `calendars` that planned work keeps out of"),
  announcement: clause({
    notice: durationSchema.exactOptional().describe("Shortest time between announcement and work"),
    channels: z.array(z.enum(["application", "email", "sign-in page", "status page"])).min(1),
  }).describe("How planned work is announced"),
}).describe("Planned work");
