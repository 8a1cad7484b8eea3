import { z } from "zod";
import { patternedText } from "./patterned-text";

/** The id of a promise in the ledger: platform, subject, number. */
export const promiseIdSchema = patternedText(
  /^[A-Z]{2}-[A-Z]{3}-[1-9]\d*$/,
  "a promise id of the ledger such as SO-BAK-1",
);

/** How strongly a promise is made. */
export const forceSchema = z.enum(["guaranteed", "stated", "aim"]);

/** Where a clause comes from: the promises it carries, or `ours` where the platform promised nothing of the kind. */
const sourceSchema = z
  .union([z.literal("ours"), z.array(promiseIdSchema).min(1)], {
    error: "`ours`, or a list of promise ids such as [SO-BAK-1, SO-BAK-2]",
  })
  .meta({
    id: "source",
    description: "Promise ids this clause carries, or `ours` where the platform promised nothing of the kind",
  });

/** What every clause has: its source, how strongly it is promised, and the ledger's readings that shaped it. */
const clauseShape = {
  source: sourceSchema,
  termSource: z
    .record(z.string(), sourceSchema)
    .exactOptional()
    .describe("Source of single terms of this clause, where it differs from `source`"),
  /** @default "stated" */
  force: forceSchema.exactOptional().describe("guaranteed, stated (the default) or aim"),
  readings: z
    .array(z.string().min(1))
    .min(1)
    .exactOptional()
    .describe("Readings of the ledger (their `about`) that were applied here"),
};

/** A strict clause with the given terms beside the common ones. */
export function clause<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject({ ...shape, ...clauseShape });
}

/** A clause that is sold as an option: `on` says whether the whole platform has it, a tenant can buy it by override. */
export function optionalClause<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject({
    ...shape,
    optional: z.literal(true).describe("Sold as an option"),
    on: z.boolean().describe("Whether every tenant of this platform has it"),
    ...clauseShape,
  });
}

/** The source of a clause. */
export type Source = z.output<typeof sourceSchema>;
