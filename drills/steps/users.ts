import type { DrillCloud, Instant, MarkerRun, Workload } from "../cloud";
import { Estate, MARKER_SECONDS } from "../estate";
import { minutesBetween, servedAgain, tenantResult } from "../measure";
import { minutesText } from "../report";
import { noteMeasured } from "./measured";
import { iso, type Step, type StepContext } from "../scenario";

const MINUTE = 60_000;
const QUARTER_DAY = 6 * 60 * MINUTE;

/** Markers in the database that serves each tenant. */
export type TenantMarkers = Readonly<Record<string, readonly MarkerRun[]>>;

/** What of the platform is in the cloud now. */
export async function estateIn({ cloud, subject }: StepContext): Promise<Estate> {
  return new Estate(subject.plan, await cloud.resources());
}

/** The database that takes what users of a tenant write now; undefined while nobody serves them. */
export async function servingDatabase(cloud: DrillCloud, workload: string): Promise<string | undefined> {
  return (await cloud.service(workload)).at(-1)?.databaseId;
}

/** Users go to work and backups begin, for so long that everything which a recovery needs has been made once. */
export function usersAtWork(minutes: (context: StepContext) => number): Step {
  return {
    id: "users-at-work",
    phase: "prepare",
    text: "Users of every tenant write numbered markers while backups and copies are made",
    byHand: ["Check that every tenant's URL answers, and that no backup of any kind is late."],
    run: async (context) => {
      const { cloud, memory } = context;
      const estate = await estateIn(context);
      // On a full hour of the quarter day, so that it does not matter how many seconds the engine took before.
      const begun = await memory.once("begun", async () => Math.ceil((await cloud.now()) / QUARTER_DAY) * QUARTER_DAY);
      await cloud.waitUntil(begun);
      const workloads = estate.workloads(MARKER_SECONDS);
      await memory.once("workloads", async () => {
        for (const workload of workloads) await cloud.startWorkload(workload);
        for (const schedule of estate.copySchedules(await cloud.clusterObjects())) await cloud.scheduleCopies(schedule);
        return workloads;
      });
      await cloud.waitUntil(begun + minutes(context) * MINUTE);
      const steady = await Promise.all(
        workloads.map(async ({ id }) => ((await cloud.service(id)).every(({ isServed }) => isServed) ? id : undefined)),
      );
      if (steady.includes(undefined))
        throw new Error("not every tenant was served before the fault; nothing was broken");
      memory.note("steady", [`${steady.length} tenants served from ${iso(begun)} without a break`]);
      return [`${workloads.length} tenants, a marker every ${MARKER_SECONDS} s, since ${iso(begun)}`];
    },
  };
}

/** The users, as they began. */
export function workloadsIn({ memory }: StepContext): readonly Workload[] {
  return memory.read<readonly Workload[]>("workloads");
}

/** What is in the database that serves each tenant now; nothing where nobody serves it. */
export async function markersNow(context: StepContext): Promise<TenantMarkers> {
  const found: Record<string, readonly MarkerRun[]> = {};
  for (const { id } of workloadsIn(context)) {
    const database = await servingDatabase(context.cloud, id);
    found[id] = database === undefined ? [] : await context.cloud.markers(id, database);
  }
  return found;
}

/** Notes what is in every tenant's database at the moment of the fault, which is now. */
export async function noteFault(context: StepContext): Promise<void> {
  const { cloud, memory } = context;
  if (memory.has("fault")) return;
  memory.note("markersBefore", await markersNow(context));
  memory.note("fault", await cloud.now());
}

/** Waits until all tenants are served, and gives the moment since when; half a minute is the finest step. */
export async function waitUntilServed(context: StepContext, limitMinutes: number): Promise<Instant> {
  const { cloud, memory } = context;
  const fault = memory.read<Instant>("fault");
  const ids = workloadsIn(context).map(({ id }) => id);
  for (let now = await cloud.now(); ; now += MINUTE / 2) {
    await cloud.waitUntil(now);
    const moments = await Promise.all(ids.map(async (id) => servedAgain(await cloud.service(id), fault)));
    const missing = ids.filter((_, index) => moments[index] === undefined);
    if (missing.length === 0) return Math.max(...moments.map((moment) => moment ?? 0));
    if (minutesBetween(fault, now) > limitMinutes) {
      const reasons = (await cloud.service(missing[0] ?? "")).at(-1)?.reasons ?? [];
      throw new Error(
        `${missing.join(", ")} not served ${limitMinutes} minutes after the fault: ${reasons.join("; ")}`,
      );
    }
  }
}

/** Notes for every tenant what was lost and for how long nobody was served. */
export async function measureTenants(context: StepContext): Promise<readonly string[]> {
  const { cloud, memory } = context;
  const fault = memory.read<Instant>("fault");
  const before = memory.read<TenantMarkers>("markersBefore");
  const tenants = await Promise.all(
    workloadsIn(context).map(async ({ id, everySeconds }) => {
      const database = await servingDatabase(cloud, id);
      const after = database === undefined ? [] : await cloud.markers(id, database);
      const again = servedAgain(await cloud.service(id), fault);
      return tenantResult({ code: id, everySeconds, faultAt: fault }, before[id] ?? [], after, again);
    }),
  );
  memory.note("tenants", tenants);
  const worst = (pick: (tenant: (typeof tenants)[number]) => number | undefined): number | undefined => {
    const values = tenants.map(pick);
    return values.some((value) => value === undefined) ? undefined : Math.max(...values.map((value) => value ?? 0));
  };
  noteMeasured(
    context,
    "recovery-point",
    worst((tenant) => tenant.recoveryPointMinutes),
  );
  noteMeasured(
    context,
    "recovery-time",
    worst((tenant) => tenant.recoveryTimeMinutes),
  );
  noteMeasured(context, "holes", Math.max(...tenants.map(({ holes }) => holes.length)));
  return tenants.map(
    ({ code, lost, written, recoveryPointMinutes, recoveryTimeMinutes }) =>
      `${code}: ${lost} of ${written} markers lost, ${inWords(recoveryPointMinutes)} of work; away for ${inWords(recoveryTimeMinutes)}`,
  );
}

const inWords = (minutes: number | undefined): string =>
  minutes === undefined ? "an unknown time" : minutesText(minutes);
