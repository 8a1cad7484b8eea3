import { createHash } from "node:crypto";
import { z } from "zod";
import { PLACES_ALLOWED, placesSchema, type PlaceAddress } from "../copies/place";
import { DEFAULT_SCRATCH } from "../job/scratch-folder";
import { json, KINDS, type Variables } from "../job/variables";
import type { AlertSource } from "./fired-alerts";
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

/** Where a run looks for reasons to restore. */
export interface RestoreWatch {
  readonly alerts: AlertSource;
  /** How far before an alert about lost data the restore goes where the alert names no moment. */
  readonly lookbackMilliseconds: number;
  /** What somebody recorded, where it cannot be used. */
  readonly unusable: UnusableRequest | undefined;
}

/** A recorded request that cannot be used, and why. The same text has the same id. */
export interface UnusableRequest {
  readonly id: string;
  readonly problem: string;
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
  /** Set for a run that looks for reasons to restore itself. */
  readonly watch: RestoreWatch | undefined;
  readonly copySource: CopySource | undefined;
}

const recordsSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }), container: z.string().min(3) });

const REQUEST_ALLOWED = '{"id","requestedBy","requestedAt","reason","from"}';

/**
 * Where a run looks for requests by itself, it carries out all of them but restores from copies, and a run that a person
 * starts nothing else, so that no request has two runs.
 */
function refuseOthers(variables: Variables, request: RestoreRequest | undefined): void {
  const only = variables.optional("ONLY", KINDS.oneOf(["copy"]));
  if (only === undefined || request === undefined || request.from.kind === only) return;
  variables.refuse(
    `REQUEST asks for a restore from ${request.from.kind}; started by a person are only those from a copy. ` +
      "What stands in the config map is carried out within minutes by restore-watch-<tenant>: there is nothing to start.",
  );
}

function readRequest(variables: Variables): RestoreRequest | undefined {
  const request = variables.optional("REQUEST", json(restoreRequestSchema, REQUEST_ALLOWED));
  const alert = variables.optional("ALERT", json(alertSchema, "an alert in Azure Monitor's common schema"));
  if (variables.has("REQUEST") === variables.has("ALERT")) {
    variables.refuse("Exactly one of REQUEST and ALERT has to be set, or WATCH.");
  }
  if (!variables.has("ALERT")) {
    refuseOthers(variables, request);
    return request;
  }
  const lookback = variables.required("ALERT_LOOKBACK", KINDS.duration);
  return alert === undefined ? undefined : requestOfAlert(alert, lookback);
}

const watchSchema = z.strictObject({ resource: z.string().startsWith("/"), rule: z.string().startsWith("/") });

/**
 * A run that looks for reasons itself. A request that cannot be used must not keep it from seeing an alert, so that is told
 * instead of refused.
 */
function readWatch(variables: Variables): Pick<RestoreOrders, "request" | "watch"> {
  const alerts = variables.required("WATCH", json(watchSchema, '{"resource","rule"}'));
  const lookbackMilliseconds = variables.required("ALERT_LOOKBACK", KINDS.duration);
  const recorded = variables.optional("REQUEST", KINDS.text);
  const watch = { alerts, lookbackMilliseconds, unusable: undefined };
  if (recorded === undefined) return { request: undefined, watch };
  const kind = json(restoreRequestSchema, REQUEST_ALLOWED);
  const request = kind.read(recorded);
  if (request === undefined) {
    const id = `unusable-${createHash("sha256").update(recorded).digest("hex").slice(0, 32)}`;
    const problem = `REQUEST is not ${REQUEST_ALLOWED}: ${kind.explain?.(recorded) ?? ""}`;
    return { request, watch: { ...watch, unusable: { id, problem } } };
  }
  // A copy needs private keys and disk, which only the run that a person starts has: it is none of this one's business.
  return { request: request.from.kind === "copy" ? undefined : request, watch };
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
  const { request, watch } = variables.has("WATCH")
    ? readWatch(variables)
    : { request: readRequest(variables), watch: undefined };
  return {
    request,
    watch,
    tenant: variables.required("TENANT", KINDS.tenant),
    generation: variables.required("GENERATION", KINDS.generation),
    sourceDatabaseId: variables.required("SOURCE_DATABASE_ID", KINDS.armId),
    targetServerId: variables.required("TARGET_SERVER_ID", KINDS.armId),
    backupRedundancy: variables.required("BACKUP_REDUNDANCY", KINDS.oneOf(REDUNDANCIES)),
    records: variables.required("RECORDS", json(recordsSchema, '{"url","container"}')),
    copySource: readCopySource(variables, request),
  };
}
