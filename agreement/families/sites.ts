import { z } from "zod";
import { patternedText } from "../patterned-text";
import { clause } from "../clause";

/** What a site does: everything (active), ready to take over (warm), copies and an address plan (cold), storage and a
 * vault (backup-only), or the document archive (documents). */
const siteRoleSchema = z.enum(["active", "warm", "cold", "backup-only", "documents"]);

/** The places from which the platform is run. */
export const sitesSchema = z
  .array(
    clause({
      region: patternedText(/^[a-z][a-z0-9]+$/, "an Azure region such as westeurope or norwayeast"),
      role: siteRoleSchema,
      zone: z
        .int()
        .min(1)
        .max(3)
        .exactOptional()
        .describe("Only zone of the region that everything is pinned to; default: all zones of the region"),
    }),
  )
  .min(1)
  .describe("Regions and what each is for; exactly one is active");

/** What a site does. */
export type SiteRole = z.output<typeof siteRoleSchema>;
