import { z } from "zod";
import { json, KINDS, type Variables } from "../job/variables";
import { recipientKeySchema, type RecipientKey } from "../copies/key-wrapping";
import { PLACES_ALLOWED, placesSchema, type PlaceAddress } from "../copies/place";
import { readSchedule } from "../copies/read-schedule";
import { DEFAULT_SCRATCH } from "../job/scratch-folder";
import type { SlotSchedule } from "../copies/slot";

/** What one run copies, and where to. */
export interface ExportOrders {
  readonly tenant: string;
  readonly generation: number;
  readonly copy: string;
  readonly schedule: SlotSchedule;
  readonly sourceDatabaseId: string;
  readonly copyDatabase: string;
  readonly sqlHost: string;
  readonly places: readonly PlaceAddress[];
  readonly keys: readonly RecipientKey[];
  readonly scratch: string;
}

const keysSchema = z.array(recipientKeySchema).min(1);

/** Reads the variables of `export`; see `jobs/README.md`. */
export function readExportOrders(variables: Variables): ExportOrders {
  return {
    tenant: variables.required("TENANT", KINDS.tenant),
    generation: variables.required("GENERATION", KINDS.generation),
    copy: variables.required("COPY", KINDS.text),
    schedule: readSchedule(variables),
    sourceDatabaseId: variables.required("SOURCE_DATABASE_ID", KINDS.armId),
    copyDatabase: variables.required("COPY_DATABASE", KINDS.text),
    sqlHost: variables.required("SQL_HOST", KINDS.hostName),
    places: variables.required("PLACES", json(placesSchema, PLACES_ALLOWED)),
    keys: variables.required("KEYS", json(keysSchema, '[{"kid","kty":"RSA","n","e"}]')),
    scratch: variables.optional("SCRATCH", KINDS.text) ?? DEFAULT_SCRATCH,
  };
}
