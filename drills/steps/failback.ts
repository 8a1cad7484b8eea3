import type { Instant } from "../cloud";
import { lossOf } from "../measure";
import type { Step } from "../scenario";
import { failOverTo, sitesOf } from "./failover";
import { noteMeasured } from "./measured";
import { markersNow, servingDatabase, workloadsIn } from "./users";

const MINUTE = 60_000;
/** For which users work on the second site, so that there is something to bring back. */
const AWAY_MINUTES = 60;

/** After which every name leads back: times to live of the listener and the entry are far shorter. */
const SETTLES_MINUTES = 5;

/** Users write on the second site. */
export const workAway: Step = {
  id: "work-away",
  phase: "check",
  text: "Users work on the second site for an hour",
  byHand: ["Let users work. Watch the second site's capacity: it began with the smallest number of nodes."],
  run: async (context) => {
    const { cloud, memory } = context;
    await cloud.waitUntil(memory.read<Instant>("healthy") + AWAY_MINUTES * MINUTE);
    return [];
  },
};

/** A planned failover back, after which everything that was written away has to be there. */
export const wayBack: Step = {
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
    const repaired = await memory.once("repaired", () => cloud.now());
    await cloud.waitUntil(repaired + AWAY_MINUTES * MINUTE);
    const away = await memory.once("writtenAway", () => markersNow(context));
    const notes = await failOverTo(context, sitesOf(subject).first.code, false);
    await cloud.waitUntil((await cloud.now()) + SETTLES_MINUTES * MINUTE);
    let lost = 0;
    for (const { id, everySeconds } of workloadsIn(context)) {
      const database = await servingDatabase(cloud, id);
      if (database === undefined) throw new Error(`${id} is not served after the way back`);
      lost += lossOf(away[id] ?? [], await cloud.markers(id, database), everySeconds).lost;
    }
    noteMeasured(context, "way-back", lost);
    memory.note("back", await cloud.now());
    return [
      `both sites replicate again for ${AWAY_MINUTES} min before the planned failover, and names have ${SETTLES_MINUTES} min after it`,
      ...notes,
    ];
  },
};

/** The program sees nothing to change. */
export const previewsUnchanged: Step = {
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
