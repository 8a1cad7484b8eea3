import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly";
import { patternedText } from "./patterned-text";

/** Where data exists: each environment has databases of its own, so what was restored in one says nothing of another. */
const environmentNameSchema = z.enum(["local", "test", "production"]);

const generationSchema = patternedText(/^(?!00)\d{2}$/, 'a data generation of two digits in quotes, "01" to "99"');

const momentSchema = z.iso.datetime({ error: 'a moment in UTC such as "2027-03-01T10:00:00Z"' });

/** How a generation came to be: from an earlier one, as it was at a moment. */
const originSchema = z.strictObject({
  from: generationSchema.describe("Generation whose backups it was made from"),
  to: momentSchema.describe("Moment that was restored"),
});

const cellSchema = patternedText(/^(?!00)\d{2}$/, 'a cell of two digits in quotes, "01" to "99"');

const segmentSchema = z
  .int()
  .min(0)
  .max(31)
  .describe("Number of the tenant's network segment within its cell: unique there, given once, never changed");

/** Where a customer is. Nobody else gets a place after it, whether the customer leaves or moves. */
export const placeShape = { cell: cellSchema, segment: segmentSchema };

const placeSchema = z.strictObject(placeShape);

/** How a generation came to be: copied whole from another cell, in which nobody could write any more. */
const copySchema = z.strictObject({
  from: generationSchema.describe("Generation that was copied"),
  cell: cellSchema.describe("The cell that it is in"),
  at: momentSchema.describe("When the move was decided: what is younger is not what was to be copied"),
});

/** A generation that serves nobody any more. Its own backups reach back to before the restore. */
const keptSchema = z.strictObject({
  generation: generationSchema,
  cell: cellSchema.exactOptional().describe("The cell that the tenant left it in; @default the tenant's own"),
  until: z.iso.date({ error: 'an ISO date such as "2027-03-31"' }).describe("Last day on which it is kept"),
  released: z
    .literal(true)
    .exactOptional()
    .describe("Without protection: it may be deleted once this has been brought up"),
});

const dataSchema = z.strictObject({
  generation: generationSchema.default("01").describe("The generation that serves the tenant"),
  restored: originSchema.exactOptional().describe("How the serving generation was made; kept for good"),
  restoring: originSchema
    .extend({
      generation: generationSchema,
      made: z
        .literal(true)
        .exactOptional()
        .describe("A restore that began by itself, or by a request, has made it: it is taken over instead of made"),
    })
    .exactOptional()
    .describe("A generation beside the serving one, until it is promoted or discarded"),
  kept: z.array(keptSchema).default([]),
  place: placeSchema
    .exactOptional()
    .describe("Where the tenant was moved to; until then it is where its own line says"),
  left: z.array(placeSchema).exactOptional().describe("Where it was moved to before that; taken for good"),
  copied: copySchema.exactOptional().describe("How the serving generation was made by a move; kept for good"),
  moving: placeSchema
    .extend({ generation: generationSchema.describe("What it is going to be served by there") })
    .exactOptional()
    .describe(
      "Where the tenant is going: its documents are copied there, and until it is promoted nothing else happens",
    ),
});

/** The generations of a tenant's data in each environment in which there are others than the first. */
export const tenantDataSchema = z.partialRecord(environmentNameSchema, dataSchema).default({});

/** An environment that has data of its own. */
export type EnvironmentName = z.output<typeof environmentNameSchema>;
/** The generations of one tenant's data in one environment. */
export type TenantData = DeepReadonly<z.output<typeof dataSchema>>;

/** A tenant's data in an environment; the first generation alone where nothing is written down. */
export function dataIn(
  { data }: { readonly data: Readonly<Partial<Record<EnvironmentName, TenantData>>> },
  environment: EnvironmentName,
): TenantData {
  return data[environment] ?? { generation: "01", kept: [] };
}

/** What of a tenant's data says where the tenant is and was: it stays, whichever generation serves. */
export function whereabouts({ place, left }: TenantData): Pick<TenantData, "place" | "left"> {
  return { ...(place && { place }), ...(left && { left }) };
}
