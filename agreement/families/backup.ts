import { z } from "zod";
import { patternedText } from "../patterned-text";
import { clause } from "../clause";
import { placeSchema } from "../country";
import { durationSchema } from "../duration";

const independentCopySchema = clause({
  name: patternedText(/^[a-z][a-z0-9-]{0,19}$/, "a short name such as nightly, hot or cold"),
  every: durationSchema.describe("Interval between two full copies"),
  kept: durationSchema,
  firstOfMonthKept: durationSchema.exactOptional().describe("How long the first copy of each month is kept"),
  places: z.int().min(1).max(3).describe("Physically separate places that hold the copy"),
  apart: z.enum(["region", "zone"]).describe("What two places are apart by, and a place from the live data"),
  in: z.array(placeSchema).min(1).exactOptional().describe("Countries of the copy; default: residency.backups"),
  tier: z.enum(["hot", "cold"]).describe("Hot: at hand for a restore. Cold: out of reach of production"),
  through: z.enum(["vpn", "provider"]).describe("How a copy travels between sites"),
  identity: z.enum(["platform", "own"]).describe("Own: an identity that production cannot use"),
  immutable: z.boolean().describe("Whether nobody can change or delete it before its time"),
  encrypted: z.literal(true),
});

/** What is backed up, how often, where it is kept and for how long. */
export const backupSchema = clause({
  pointInTime: durationSchema.describe("How far back every database can be restored to any moment"),
  logEvery: durationSchema.describe("Longest interval between two transaction log backups"),
  monthly: durationSchema.exactOptional().describe("How long a monthly backup is kept"),
  yearly: durationSchema.exactOptional().describe("How long a yearly backup is kept"),
  systemEvery: durationSchema.describe("Interval between two backups of the environment: clusters and configuration"),
  independentCopies: z
    .array(independentCopySchema)
    .min(1)
    .describe("Full copies that do not depend on the live database"),
  verification: clause({
    scope: z.enum(["every", "sample"]).describe("Which recovery points are tested for corruption"),
    automatic: z.boolean(),
  }),
  restoresRecorded: clause({
    alert: z.boolean().describe("Whether every restore raises an alert"),
  }).describe("Every restore is recorded for its tenant"),
}).describe("Backups");
