import { z } from "zod";
import { PLACES_ALLOWED, placesSchema, type PlaceAddress } from "../copies/place";
import { DEFAULT_SCRATCH } from "../job/scratch-folder";
import { json, KINDS, type Variables } from "../job/variables";
import { alertSchema, requestOfAlert, restoreRequestSchema, type RestoreRequest } from "./restore-request";

const REDUNDANCIES = ["Local", "Zone", "Geo", "GeoZone"] as const;

/** Where the copies are, for a restore from one of them. */
export interface CopySource {
  readonly copy: string;
  readonly places: readonly PlaceAddress[];
  readonly targetHost: string;
  readonly keyFolder: string | undefined;
  readonly scratch: string;
}

export interface RestoreOrders {
  readonly tenant: string;
  /** Of the live data; the restored data gets the next one that is free. */
  readonly generation: number;
  readonly sourceDatabaseId: string;
  readonly targetServerId: string;
  readonly backupRedundancy: (typeof REDUNDANCIES)[number];
  readonly records: { readonly url: string; readonly container: string };
  /** Absent: the alert is over, nothing is to be done. */
  readonly request: RestoreRequest | undefined;
  readonly copySource: CopySource | undefined;
}

const recordsSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }), container: z.string().min(3) });

function readRequest(variables: Variables): RestoreRequest | undefined {
  const request = variables.optional(
    "REQUEST",
    json(restoreRequestSchema, '{"id","requestedBy","requestedAt","reason","from"}'),
  );
  const alert = variables.optional("ALERT", json(alertSchema, "an alert in Azure Monitor's common schema"));
  if (variables.has("REQUEST") === variables.has("ALERT")) {
    variables.refuse("Exactly one of REQUEST and ALERT has to be set.");
  }
  if (!variables.has("ALERT")) return request;
  const lookback = variables.required("ALERT_LOOKBACK", KINDS.duration);
  return alert === undefined ? undefined : requestOfAlert(alert, lookback);
}

function readCopySource(variables: Variables, request: RestoreRequest | undefined): CopySource | undefined {
  if (request?.from.kind !== "copy") return undefined;
  return {
    copy: variables.required("COPY", KINDS.text),
    places: variables.required("PLACES", json(placesSchema, PLACES_ALLOWED)),
    targetHost: variables.required("TARGET_HOST", KINDS.hostName),
    keyFolder: variables.optional("KEY_FOLDER", KINDS.text),
    scratch: variables.optional("SCRATCH", KINDS.text) ?? DEFAULT_SCRATCH,
  };
}

/** Reads the variables of `restore`; see `jobs/README.md`. */
export function readRestoreOrders(variables: Variables): RestoreOrders {
  const request = readRequest(variables);
  return {
    request,
    tenant: variables.required("TENANT", KINDS.tenant),
    generation: variables.required("GENERATION", KINDS.generation),
    sourceDatabaseId: variables.required("SOURCE_DATABASE_ID", KINDS.armId),
    targetServerId: variables.required("TARGET_SERVER_ID", KINDS.armId),
    backupRedundancy: variables.required("BACKUP_REDUNDANCY", KINDS.oneOf(REDUNDANCIES)),
    records: variables.required("RECORDS", json(recordsSchema, '{"url","container"}')),
    copySource: readCopySource(variables, request),
  };
}
