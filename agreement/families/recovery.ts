import { z } from "zod";
import { clause, optionalClause } from "../clause";
import { durationSchema } from "../duration";
import { weekSpanSchema } from "../weekly-hours";

const degradedSchema = z.strictObject({
  zones: z.boolean().describe("Whether the service is still spread over zones while a site is lost"),
  for: durationSchema.describe("How long the service may run like that"),
});

const restoreStartSchema = clause({
  within: durationSchema,
  during: weekSpanSchema.describe("Continuous span in which the promise holds, nights included"),
  automatic: z.boolean().describe("Whether detection and start need no person"),
});

const twinSchema = optionalClause({
  stamps: z
    .array(z.strictObject({ region: z.string(), zone: z.int().min(1).max(3) }))
    .length(2, { error: "exactly two stamps, each with its region and zone" })
    .describe("Two complete stamps, each pinned to a zone of its own"),
});

/** How much may be lost and how long recovery may take. */
export const recoverySchema = clause({
  point: durationSchema.describe("Longest time whose data may be lost (recovery point)"),
  time: durationSchema.describe("Longest time until the service answers again (recovery time)"),
  detectWithin: durationSchema,
  decideWithin: durationSchema,
  degraded: degradedSchema.describe("What is accepted while a site is lost"),
  drillEvery: durationSchema.describe("How often recovery is exercised"),
  unit: z.enum(["tenant", "platform"]).describe("Smallest thing that can be restored alone"),
  redundancy: clause({
    spread: z.enum(["zones", "servers"]).describe("What may fail without an outage"),
    groups: z.array(z.enum(["web", "application", "database", "documents"])).min(1),
  }).describe("What goes on through the failure of any one part"),
  fromCopies: clause({ point: durationSchema, time: durationSchema }).describe(
    "When nothing is left but the independent copies",
  ),
  restoreStart: restoreStartSchema.exactOptional(),
  twin: twinSchema.exactOptional(),
}).describe("Recovery after a loss");
