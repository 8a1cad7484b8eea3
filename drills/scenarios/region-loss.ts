import { durationMinutes } from "../../agreement/duration";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import { failoverSite } from "../../infra/plan/plan-databases";
import { activeSiteOf } from "../../infra/plan/select-sites";
import type { SitePlan } from "../../infra/plan/site-plan";
import type { Instant, MarkerRun } from "../cloud";
import { detectionInTime, none, recoveryAsAgreed } from "../hypothesis";
import { lossOf } from "../measure";
import type { Applicability, Scenario, Step, StepContext, Subject } from "../scenario";
import { iso } from "../scenario";
import { decision, detection } from "../steps/people";
import { addPathStep } from "../steps/path";
import {
  estateIn,
  measureTenants,
  noteFault,
  noteMeasured,
  servingDatabase,
  usersAtWork,
  waitUntilServed,
  workloadsIn,
} from "../steps/users";
import { repairAll } from "../steps/way-back";

const MINUTE = 60_000;
/** Enough for every kind of backup but the weekly ones. */
const STEADY_MINUTES = 26 * 60;
/** For which users work on the second site, so that there is something to bring back. */
const AWAY_MINUTES = 60;

/** The sites of a failover: where the platform runs, and where it can go on. */
function sitesOf({ agreement, plan }: Subject): { readonly first: SitePlan; readonly second: SitePlan | undefined } {
  const first = activeSiteOf(plan.sites);
  return { first, second: failoverSite(agreement, plan.sites, first) };
}

function secondSite(subject: Subject): SitePlan {
  const { second } = sitesOf(subject);
  if (second === undefined) throw new Error("the platform has no second site");
  return second;
}

function applies(subject: Subject): Applicability {
  const { first, second } = sitesOf(subject);
  if (second !== undefined) return { applies: true };
  const cold = subject.plan.sites.find(({ role }) => role === "cold");
  const refusals = subject.plan.refusals.map(({ because }) => because);
  if (cold !== undefined) {
    return {
      applies: false,
      because: `nothing stands ready in ${cold.region}: after a loss of ${first.region} a second data centre is made there from the copies, which is the drill "twin"`,
      waysOut: ["Make the site warm in the agreement (sites[].role)."],
    };
  }
  return {
    applies: false,
    because: `there is no region recovery inside the promise: the data may rest in ${first.region} alone`,
    waysOut: [...new Set(refusals)]
      .slice(0, 1)
      .concat('The drill "twin" shows the recovery in another zone of the region.'),
  };
}

const lose: Step = {
  id: "lose-region",
  phase: "fault",
  text: "The region of the active site is lost",
  byHand: ["There is nothing to do: this is the fault. On Azure a whole region cannot be taken away."],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    await noteFault(context);
    const { first } = sitesOf(subject);
    if ((await cloud.openFaults()).length === 0) await cloud.breakDown({ kind: "region", region: first.region });
    return [`${first.region} does not answer since ${iso(memory.read<Instant>("fault"))}`];
  },
};

/** Every group of the platform whose primary is to stand at a site. */
async function groupsAt(context: StepContext, site: string): Promise<readonly string[]> {
  const estate = await estateIn(context);
  const ids = context.subject.plan.cells.flatMap((cell) =>
    cell.tenants.flatMap((tenant) => {
      const database = estate.database(site, tenant.code, tenant.generation);
      return estate.failoverGroup(site, database) ?? [];
    }),
  );
  return [...new Set(ids)];
}

async function roleOf({ cloud }: StepContext, groupId: string): Promise<string | undefined> {
  const [found] = (await cloud.resources(groupId)).filter(({ id }) => id.toLowerCase() === groupId.toLowerCase());
  return (found?.body as { readonly properties?: { readonly replicationRole?: string } } | undefined)?.properties
    ?.replicationRole;
}

async function failOverTo(context: StepContext, site: string, allowDataLoss: boolean): Promise<readonly string[]> {
  const groups = await groupsAt(context, site);
  const done: string[] = [];
  for (const group of groups) {
    if ((await roleOf(context, group)) === "Primary") continue;
    const { from, to } = await context.cloud.failOver(group, allowDataLoss);
    done.push(`${group.split("/").at(-1) ?? group}: ${(to - from) / 1000} s`);
  }
  return done;
}

const promote: Step = {
  id: "fail-over",
  phase: "recover",
  text: "The databases of the second site become the primaries, and what was not replicated is given up",
  byHand: [
    "For each failover group of the platform: `az sql failover-group set-primary --allow-data-loss -g <group> -s <server of the second site> -n <failover group>`.",
    "Do not run `deltawerk up` while the region is lost: it would fail on what is there.",
  ],
  run: async (context) => {
    const notes = await failOverTo(context, secondSite(context.subject).code, true);
    const restored = await context.cloud.now();
    if (!context.memory.has("restored")) context.memory.note("restored", restored);
    const { value, source } = RECOVERY_TIMES.failoverMinutes;
    addPathStep(context, { name: "databases fail over", minutes: value * Math.max(1, notes.length), source });
    return notes;
  },
};

const healthy: Step = {
  id: "healthy",
  phase: "recover",
  text: "Every tenant is served by the second site",
  byHand: [
    "Open every tenant's URL from outside. Wait for the time to live of the entry and of the listener: 30 s each.",
  ],
  run: async (context) => {
    const { agreement } = context.subject;
    const at = await waitUntilServed(context, 4 * durationMinutes(agreement.recovery.time));
    context.memory.note("healthy", at);
    const minutes = (at - context.memory.read<Instant>("restored")) / MINUTE;
    addPathStep(context, {
      name: "names lead to the second site",
      minutes,
      source: RECOVERY_TIMES.listenerSeconds.source,
    });
    return [`since ${iso(at)}`];
  },
};

const measure: Step = {
  id: "measure",
  phase: "check",
  text: "What is left and how long it took",
  byHand: ["Note for every tenant the newest row before the fault that is there, and the first answer after it."],
  run: measureTenants,
};

const away: Step = {
  id: "work-away",
  phase: "check",
  text: "Users work on the second site for an hour",
  byHand: ["Let users work. Watch the second site's capacity: it began with the smallest number of nodes."],
  run: async (context) => {
    const { cloud, memory } = context;
    await cloud.waitUntil(memory.read<Instant>("healthy") + AWAY_MINUTES * MINUTE);
    const written: Record<string, readonly MarkerRun[]> = {};
    for (const { id } of workloadsIn(context)) {
      const database = await servingDatabase(cloud, id);
      const runs = database === undefined ? [] : await cloud.markers(id, database);
      written[id] = runs;
    }
    if (!memory.has("writtenAway")) memory.note("writtenAway", written);
    return [];
  },
};

const wayBack: Step = {
  id: "way-back",
  phase: "back",
  text: "The region is there again, and the platform goes back to it without losing anything",
  byHand: [
    "Wait until the failover groups replicate again (replicationState CATCH_UP), in a maintenance window.",
    "For each group: `az sql failover-group set-primary -g <group> -s <server of the first site> -n <failover group>`, without data loss.",
    "`npx deltawerk preview <platform> -e <environment> --expect-no-changes` must say that nothing changes.",
  ],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    for (const number of await cloud.openFaults()) await cloud.repair(number);
    if (!memory.has("repaired")) memory.note("repaired", await cloud.now());
    await cloud.waitUntil(memory.read<Instant>("repaired") + AWAY_MINUTES * MINUTE);
    const notes = await failOverTo(context, sitesOf(subject).first.code, false);
    await cloud.waitUntil((await cloud.now()) + 5 * MINUTE);
    const away = memory.read<Readonly<Record<string, readonly MarkerRun[]>>>("writtenAway");
    let lost = 0;
    for (const { id, everySeconds } of workloadsIn(context)) {
      const database = await servingDatabase(cloud, id);
      if (database === undefined) throw new Error(`${id} is not served after the way back`);
      lost += lossOf(away[id] ?? [], await cloud.markers(id, database), everySeconds).lost;
    }
    noteMeasured(context, "way-back", lost);
    memory.note("back", await cloud.now());
    return notes;
  },
};

const unchanged: Step = {
  id: "previews",
  phase: "back",
  text: "Previews show no changes, as before",
  byHand: ["`npx deltawerk preview <platform> -e <environment> --expect-no-changes`"],
  run: async (context) => {
    const changed = await context.program.changedStacks("live");
    noteMeasured(context, "previews", changed.length);
    return changed.map((stack) => `${stack} shows changes`);
  },
};

const limits: Step = {
  id: "limits",
  phase: "check",
  text: "What limits the recovery",
  byHand: ["Write down what took longest, and what would have made it shorter."],
  run: ({ memory, subject }) => {
    const path = memory.read<readonly { readonly name: string; readonly minutes: number }[]>("path");
    const [longest] = [...path].sort((one, other) => other.minutes - one.minutes);
    const groups = subject.plan.cells.flatMap(({ servers }) => servers.flatMap(({ failover }) => failover ?? []));
    const grace = Math.min(...groups.map(({ graceMinutes }) => graceMinutes));
    memory.note("limits", [
      `time: "${longest?.name ?? ""}" with ${longest?.minutes ?? 0} min is the longest step`,
      `work lost: replication to the second site is asynchronous, ${RECOVERY_TIMES.replicationSeconds.value} s behind (estimate); no setting changes that`,
      `without a decision Azure fails over by itself after ${grace} min (failover group)`,
    ]);
    return Promise.resolve([]);
  },
};

/** The region of the active site is lost; a second site stands ready. */
export const regionLoss: Scenario = {
  name: "region-loss",
  title: "Loss of a region",
  summary:
    "The region of the active site is lost with everything in it. The second site takes over, loses no more than agreed, and gives everything back when the region is there again.",
  applies,
  hypothesis: (subject) => [
    detectionInTime(subject),
    ...recoveryAsAgreed(subject),
    none(
      "way-back",
      "written on the second site and gone after the way back",
      "nothing is lost on the way back",
      "markers",
    ),
    none("previews", "stacks whose previews show changes afterwards", "the documents are what was agreed"),
  ],
  method: () => [
    usersAtWork(
      ({ random }) =>
        STEADY_MINUTES + Math.floor(random("moment of the fault") * RECOVERY_TIMES.logBackupMinutes.value),
    ),
    lose,
    detection({ heartbeatStops: true }),
    decision,
    promote,
    healthy,
    measure,
    limits,
    away,
    wayBack,
    unchanged,
  ],
  rollback: () => [repairAll],
  makesTwin: false,
  notMeasured: [
    "documents: their contents are not simulated yet",
    "the load on the second site's smallest number of nodes",
  ],
  notOnAzure: ["A region cannot be taken away: a planned failover stands for it, which loses nothing."],
};
