import { z } from "zod";
import { clause } from "../clause";
import { durationSchema } from "../duration";

/** How software is kept up to date. */
export const patchingSchema = clause({
  operatingSystem: clause({
    within: durationSchema.describe("Longest time after release"),
    testedFirst: z.boolean().describe("Whether a pass in a test environment comes first"),
  }),
  critical: clause({
    within: durationSchema.describe("Longest time after release for a system-critical problem"),
    outsideWindow: z.boolean().describe("Whether such a patch may go in outside the maintenance window"),
  }),
  protection: clause({ continuous: z.literal(true) }).describe("Protection tools and their definitions"),
}).describe("Patching");
