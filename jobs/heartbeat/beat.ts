import type { Outcome } from "../job/exit-status";
import { flag } from "../job/records";
import type { JobContext } from "../job/run-job";
import { KINDS, type VariableKind, type Variables } from "../job/variables";
import type { RestClient } from "../management/rest-client";

export interface HeartbeatOrders {
  readonly watchedEndpoint: URL;
  readonly watchedWorkspace: string;
  readonly query: string;
  readonly maxAgeMilliseconds: number;
  readonly beatEndpoint: URL;
  readonly beatRule: string;
  readonly beatStream: string;
}

const WATCHED_ENDPOINT = new URL("https://api.loganalytics.io");

const guid: VariableKind<string> = {
  allowed: "a GUID",
  read: (text) => (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text : undefined),
};

/** Reads the variables of `heartbeat`; see `jobs/README.md`. */
export function readHeartbeatOrders(variables: Variables): HeartbeatOrders {
  return {
    watchedEndpoint: variables.optional("WATCHED_ENDPOINT", KINDS.endpoint) ?? WATCHED_ENDPOINT,
    watchedWorkspace: variables.required("WATCHED_WORKSPACE", guid),
    query: variables.required("QUERY", KINDS.text),
    maxAgeMilliseconds: variables.required("MAX_AGE", KINDS.duration),
    beatEndpoint: variables.required("BEAT_ENDPOINT", KINDS.endpoint),
    beatRule: variables.required("BEAT_RULE", KINDS.text),
    beatStream: variables.required("BEAT_STREAM", KINDS.text),
  };
}

/** Clients for the two places, which take different tokens. */
export interface HeartbeatServices {
  readonly watched: RestClient;
  readonly other: RestClient;
}

/** Whether the monitoring that is watched still gets records, and what speaks against it. */
interface Watch {
  readonly newest?: Date;
  readonly problem?: string;
}

interface QueryAnswer {
  readonly tables?: readonly { readonly rows?: readonly (readonly unknown[])[] }[];
}

/** @see Microsoft Learn, azure-monitor/logs/api/request-format (2024). */
async function lookAtMonitoring(orders: HeartbeatOrders, services: HeartbeatServices, now: Date): Promise<Watch> {
  const url = new URL(`/v1/workspaces/${orders.watchedWorkspace}/query`, orders.watchedEndpoint);
  let answer: QueryAnswer;
  try {
    answer = (await services.watched.send("POST", url, { query: orders.query })).body as QueryAnswer;
  } catch (error) {
    services.watched.signal.throwIfAborted();
    return { problem: `It cannot be asked: ${error instanceof Error ? error.message : String(error)}` };
  }
  const cell = answer.tables?.[0]?.rows?.[0]?.[0];
  const newest = new Date(typeof cell === "string" ? cell : Number.NaN);
  if (Number.isNaN(newest.getTime())) return { problem: "It has no record of what was asked for." };
  return now.getTime() - newest.getTime() > orders.maxAgeMilliseconds
    ? { newest, problem: `Its newest record is of ${newest.toISOString()}.` }
    : { newest };
}

/**
 * Looks whether the monitoring still gets records, and tells the other place. The other place alerts on a beat that says
 * no, and on silence: then this job, its cluster or the way between is down.
 *
 * @see Microsoft Learn, azure-monitor/logs/logs-ingestion-api-overview (2024).
 */
export async function beat(
  orders: HeartbeatOrders,
  services: HeartbeatServices,
  context: JobContext,
): Promise<Outcome> {
  const now = context.now();
  const { newest, problem } = await lookAtMonitoring(orders, services, now);
  const watching = problem === undefined;
  context.records.metric({ name: "heartbeat.watching", ...flag(watching) });
  if (!watching) {
    const message = `The monitoring does not watch. ${problem}`;
    context.records.log({ severity: "error", event: "heartbeat.blind", message });
  }
  const url = new URL(
    `/dataCollectionRules/${orders.beatRule}/streams/${orders.beatStream}?api-version=2023-01-01`,
    orders.beatEndpoint,
  );
  await services.other.send("POST", url, [
    {
      TimeGenerated: now.toISOString(),
      Platform: context.platform,
      Environment: context.environment,
      Watching: watching,
      Newest: newest?.toISOString() ?? null,
      Problem: problem ?? null,
    },
  ]);
  return watching ? "done" : "notAsPromised";
}
