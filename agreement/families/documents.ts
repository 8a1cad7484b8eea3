import { z } from "zod";
import { clause } from "../clause";
import { durationSchema } from "../duration";

/** How documents are kept. */
export const documentsSchema = clause({
  mirrored: z.boolean().describe("Whether they are mirrored continuously to a second documents site"),
  changesKept: durationSchema.describe("How long earlier versions of a changed document are kept"),
  deletedKept: durationSchema.describe("How long a deleted document is kept"),
  backupEvery: durationSchema.describe("Interval between two backups that are separate from the mirror"),
  backupAt: z.enum(["every site", "one site"]).describe("Where those backups are made"),
  backupKept: durationSchema,
}).describe("Documents");
