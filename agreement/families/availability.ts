import { z } from "zod";
import { clause } from "../clause";
import { durationSchema } from "../duration";

/** What share of the time the service answers, measured where and when. */
export const availabilitySchema = z
  .array(
    clause({
      at: z
        .enum(["platform", "url"])
        .describe("Boundary of the figure: the platform's own edge, or the customer's URL as a user sees it"),
      target: z.number().gt(0).lt(100).describe("Percent of the measured time"),
      over: durationSchema.describe("Period that decides, for example P1Y"),
      counted: z
        .array(z.enum(["calendar", "rolling"]))
        .min(1)
        .describe("Whether the period is a calendar one, a rolling one, or both must hold"),
      reported: z.array(durationSchema).min(1).describe("Periods for which the figure is reported"),
      measured: z.string().min(1).describe("`always`, or the name of one of `calendars`"),
      plannedCounts: z.boolean().describe("Whether announced maintenance counts as downtime"),
      restoreCounts: z
        .array(z.enum(["time", "lostWork"]))
        .exactOptional()
        .describe(
          "What of a restore after an internal fault counts as downtime: its time, the work lost since the backup",
        ),
    }),
  )
  .min(1)
  .describe("Availability promised, one clause a boundary");
