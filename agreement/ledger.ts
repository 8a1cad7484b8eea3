import { z } from "zod";
import { platformNameSchema } from "./agreement";
import { forceSchema, promiseIdSchema } from "./clause";
import type { DeepReadonly } from "./deep-readonly";

/** The version of the ledger that this code writes and reads; older ones are migrated first. */
export const ledgerVersion = 1;

const carriedBySchema = z.strictObject({
  clauses: z.array(z.string().min(1)).describe("Clauses of the agreement, such as backup.independentCopies[nightly]"),
  rules: z.array(z.string().min(1)).default([]).describe("Ids of policy rules that prove it"),
  analyses: z.array(z.string().min(1)).default([]).describe("Analyses that prove it"),
  drills: z.array(z.string().min(1)).default([]).describe("Drills that exercise it"),
});

const promiseShape = {
  id: promiseIdSchema,
  text: z.string().min(1).describe("The promise in our own words"),
};

const platformPromise = z.strictObject({
  ...promiseShape,
  kind: z.literal("platform"),
  force: forceSchema.default("stated"),
  optional: z.literal(true).exactOptional().describe("Sold as an option"),
  ours: z.literal(true).exactOptional().describe("Not promised by the platform; we go beyond it"),
  carriedBy: carriedBySchema,
});

const handoverPromise = z.strictObject({
  ...promiseShape,
  kind: z.literal("handover"),
  optional: z.literal(true).exactOptional().describe("Sold as an option"),
  carriedBy: carriedBySchema,
  artefact: z.string().min(1).describe("What is handed over, or `open` where that does not exist yet"),
});

const organisationPromise = z.strictObject({ ...promiseShape, kind: z.literal("organisation") });

/** One promise: kept by the deployment, handed over to an application or person, or outside of it. */
const promiseSchema = z.discriminatedUnion("kind", [platformPromise, handoverPromise, organisationPromise], {
  error: "one of platform, handover, organisation",
});

/** What a platform promises, one row a promise, with what carries it and how doubts were read. */
export const ledgerSchema = z
  .strictObject({
    schemaVersion: z.literal(ledgerVersion),
    platform: platformNameSchema,
    summary: z.string().min(1),
    promises: z.array(promiseSchema).min(1),
    readings: z.array(
      z.strictObject({
        about: z.string().min(1).describe("What the source leaves open; clauses refer to it by this text"),
        read: z.string().min(1).describe("How it is read here"),
      }),
    ),
  })
  .describe("Promise ledger of a hosted platform");

/** What a platform promises, as parsed. */
export type Ledger = DeepReadonly<z.output<typeof ledgerSchema>>;
/** One promise of the ledger. */
export type LedgerPromise = Ledger["promises"][number];
