import { z } from "zod";
import { clause } from "../clause";
import { durationSchema } from "../duration";

/** What happens to a tenant's data at the end. */
export const exitSchema = clause({
  deletedWithin: durationSchema.describe("Live data is gone this long after a tenant has left"),
  backups: z.literal("run out").describe("Backups end by their own retention and are never cut short"),
  export: clause({ formats: z.array(z.enum(["database", "documents", "excel", "pdf"])).min(1) }),
}).describe("End of the agreement");
