import { z } from "zod";
import { clause } from "../clause";
import { durationSchema } from "../duration";

/** What is recorded, who may see it and how long it is kept. */
export const loggingSchema = clause({
  kept: durationSchema,
  personalData: z.literal("restricted").describe("Logs with user and address are personal data"),
  access: clause({
    clientAddress: z.literal("kept").describe("The user's own address arrives in the application's log"),
    backupEvery: durationSchema.exactOptional(),
  }).describe("Every web request"),
  signIns: clause({ fields: z.array(z.enum(["user", "address", "privileges"])).min(1) }).describe(
    "Sign-ins to servers",
  ),
  administration: clause({
    immutable: z.boolean().describe("Whether a copy exists that administrators cannot change"),
  }).describe("Changes of access levels, of log settings and of the deployment"),
  minimal: clause({}).exactOptional().describe("No personal data of users beyond their changes"),
}).describe("Logging");
