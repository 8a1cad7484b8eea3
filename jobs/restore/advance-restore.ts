import type { CopyContainer } from "../copies/copy-container";
import { cleanupSignal } from "../job/cleanup";
import type { JobContext } from "../job/run-job";
import { nameOf, type DatabaseDescription } from "../management/sql-databases";
import { newGeneration, type RestoreServices } from "./restore-generation";
import type { RestoreOrders } from "./restore-orders";
import { recordRestore, recordsOf } from "./restore-records";
import type { RestoreRequest } from "./restore-request";
import { findTarget } from "./restore-target";

/**
 * After so many failures a request is left to the people whom each of them has alerted. A run tries once and runs follow
 * each other every five minutes, so this is an hour of trying, which is longer than Azure is usually busy. Ours.
 */
const MOST_FAILURES = 12;
/** No restore takes longer (Microsoft Learn, azure-sql/database/recovery-using-backups: most end within 12 hours). */
const LONGEST_MS = 12 * 3_600_000;
/** Stands for a run where a restore that goes on for too long is recorded as failed, once. */
const TOO_LONG = "too-long";
/** Stands for a run where nothing is begun because of what has been restored already, once. */
const TOO_MANY = "too-many";
const JSON_TYPE = "application/json";

/** What the archive says of a request: runs that asked Azure for a database, runs that failed, whether it is there. */
interface Progress {
  readonly finished: boolean;
  readonly begun: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  /** Generations that it has taken. */
  readonly generations: readonly number[];
}

async function progressOf(container: CopyContainer, tenant: string, request: string): Promise<Progress> {
  const folder = recordsOf(tenant, request);
  const names: string[] = [];
  for await (const { name } of container.list(folder)) names.push(name.slice(folder.length));
  const endings = (start: string) =>
    names.flatMap((name) => (name.startsWith(start) ? [name.slice(start.length, -".json".length)] : []));
  return {
    finished: names.includes("finished.json"),
    begun: new Set(endings("begun-")),
    failed: new Set(endings("failed-")),
    generations: endings("generation-").map(Number),
  };
}

/**
 * Takes a restore one step further and does not wait for Azure, which may take hours: the first run asks for the database,
 * a later one finds it and records that it is there. What the archive says counts as to whether a request is done with, not
 * the database: a restored one may have been promoted, or given up, since.
 *
 * @param most nothing is begun while so many restored generations stand that nobody has promoted or given up
 * @throws Error where the restore failed; that is recorded, unless the run was to stop
 */
export async function advanceRestore(
  orders: RestoreOrders,
  request: RestoreRequest,
  services: RestoreServices,
  context: JobContext,
  most?: number,
): Promise<void> {
  const open = (signal: AbortSignal) => services.openContainer(orders.records.url, orders.records.container, signal);
  const container = open(context.signal);
  const { finished, begun, failed, generations } = await progressOf(container, orders.tenant, request.id);
  if (finished || failed.size >= MOST_FAILURES) return;
  let database: string | undefined;
  const fail = async (run: string, reason: string): Promise<void> => {
    await recordRestore(open(cleanupSignal()), orders, request, "failed", { database, reason }, { ...context, run });
  };
  const accepted = [...begun].find((run) => !failed.has(run));
  let vanished: string | undefined;
  try {
    if (accepted !== undefined && generations.some((generation) => generation <= orders.generation)) {
      // Promoted before anybody could record that it was there.
      await recordRestore(container, orders, request, "finished", { database }, context);
      return;
    }
    const target = await findTarget(orders, request, services.databases, container, most);
    if (target === undefined) {
      const reason = `${most ?? 0} restored generations stand already: nothing is begun until some are promoted or given up.`;
      if (!failed.has(TOO_MANY)) await fail(TOO_MANY, reason);
      return;
    }
    database = nameOf(target.id);
    if (target.existing !== undefined) {
      if (isThere(target.existing)) {
        await recordRestore(container, orders, request, "finished", { database }, context);
      } else if (goesOnTooLong(target.existing, context.now()) && !failed.has(TOO_LONG)) {
        await fail(TOO_LONG, `${database} is ${target.existing.status ?? ""} after 12 hours.`);
      }
      return;
    }
    vanished = accepted;
    if (vanished === undefined) {
      // Recorded before anything is done, so that no restore goes unrecorded.
      await recordRestore(container, orders, request, "started", { database }, context);
      await services.databases.begin(await newGeneration(target, orders, request, services));
      await container.create(`${recordsOf(orders.tenant, request.id)}begun-${context.run}.json`, "{}\n", JSON_TYPE);
      return;
    }
  } catch (error) {
    // A run that was to stop says nothing of the restore: the next one goes on.
    if (!context.signal.aborted) await fail(context.run, error instanceof Error ? error.message : String(error));
    throw error;
  }
  // Azure has given up what it had accepted. The next run asks again.
  const reason = `Azure began to make ${database}, and it is not there.`;
  await fail(vanished, reason);
  throw new Error(reason);
}

function isThere({ status }: DatabaseDescription): boolean {
  return status === "Online";
}

function goesOnTooLong({ created }: DatabaseDescription, now: Date): boolean {
  return created !== undefined && now.getTime() - created.getTime() > LONGEST_MS;
}
