import { z } from "zod";
import { patternedText } from "./patterned-text";
import type { DeepReadonly } from "./deep-readonly";
import { accessSchema } from "./families/access";
import { availabilitySchema } from "./families/availability";
import { backupSchema } from "./families/backup";
import { documentsSchema } from "./families/documents";
import { encryptionSchema } from "./families/encryption";
import { exitSchema } from "./families/exit";
import { identitySchema } from "./families/identity";
import { isolationSchema } from "./families/isolation";
import { loggingSchema } from "./families/logging";
import { maintenanceSchema } from "./families/maintenance";
import { monitoringSchema } from "./families/monitoring";
import { patchingSchema } from "./families/patching";
import { recoverySchema } from "./families/recovery";
import { residencySchema } from "./families/residency";
import { scanningSchema } from "./families/scanning";
import { sitesSchema } from "./families/sites";
import { supportSchema } from "./families/support";
import { calendarSchema } from "./weekly-hours";

/** The version of the agreement document that this code writes and reads; older ones are migrated first. */
export const agreementVersion = 1;

/** The name of a platform, as it stands in file and stack names. */
export const platformNameSchema = patternedText(
  /^[a-z][a-z0-9]{1,14}$/,
  "a platform name: 2 to 15 lower-case letters and digits, a letter first",
);

/** What one platform promises its customers. */
export const agreementSchema = z
  .strictObject({
    schemaVersion: z.literal(agreementVersion),
    platform: platformNameSchema,
    code: patternedText(
      /^[a-z]{2}$/,
      "two lower-case letters that open every promise id of the platform, such as so",
    ).describe("Short code of the platform in resource names and promise ids; it can never change"),
    title: z.string().min(1).describe("What the platform is, in a few words"),
    calendars: z
      .record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/), calendarSchema)
      .describe("Definitions: hours that other clauses refer to by name"),
    residency: residencySchema,
    sites: sitesSchema,
    availability: availabilitySchema,
    maintenance: maintenanceSchema,
    recovery: recoverySchema,
    backup: backupSchema,
    documents: documentsSchema,
    isolation: isolationSchema,
    access: accessSchema,
    encryption: encryptionSchema,
    logging: loggingSchema,
    monitoring: monitoringSchema,
    support: supportSchema,
    identity: identitySchema,
    scanning: scanningSchema,
    patching: patchingSchema,
    exit: exitSchema,
  })
  .describe("Service agreement of a hosted platform");

/** What one platform promises its customers, as parsed. */
export type Agreement = DeepReadonly<z.output<typeof agreementSchema>>;
/** One site of the agreement. */
export type Site = Agreement["sites"][number];
/** One availability clause. */
export type Availability = Agreement["availability"][number];
/** One kind of independent copy. */
export type IndependentCopy = Agreement["backup"]["independentCopies"][number];
/** A management partner that reaches the platform through the VPN. */
export type Partner = Agreement["access"]["management"]["partners"][number];
