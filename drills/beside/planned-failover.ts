import { durationMinutes } from "../../agreement/duration";
import { none } from "../hypothesis";
import { minutesBetween } from "../measure";
import type { Step } from "../scenario";
import { noteMeasured } from "../steps/measured";
import type { Beside, LiveContext } from "./beside";
import { markersLeft, noteLeftBehind } from "./left-behind";
import { onSide, type GroupSide, type LiveDatabase, type LiveGroup, type LiveMarkers } from "./live-platform";
import { UNTIMED } from "./untimed";
import { nothingPending, previewedAgain, unchangedAfterwards } from "./nothing-pending";

/** For which the second site serves, so that there is something to bring back. */
const AWAY_MS = 60_000;
/** After which a failover that was asked for and not seen to its end shows in the roles (estimate). */
const UNDER_WAY_MS = 5 * 60_000;

/** The newest marker of every database, by its id on the first server. */
type Newest = Readonly<Record<string, number>>;

const pairsOf = (groups: readonly LiveGroup[]): readonly (readonly [LiveGroup, LiveDatabase])[] =>
  groups.flatMap((group) => group.databases.map((database) => [group, database] as const));

async function markAll({ live }: LiveContext, groups: readonly LiveGroup[], side: GroupSide): Promise<Newest> {
  const found: Record<string, number> = {};
  for (const [group, database] of pairsOf(groups)) {
    found[database.databaseId] = (await live.mark(onSide(database, group, side))).highest;
  }
  return found;
}

/** How many of the markers that were committed on the one side are missing on the other. */
async function missing(
  { live }: LiveContext,
  groups: readonly LiveGroup[],
  side: GroupSide,
  expected: Newest,
): Promise<number> {
  let sum = 0;
  for (const [group, database] of pairsOf(groups)) {
    const found: LiveMarkers | undefined = await live.markers(onSide(database, group, side), await live.now());
    sum += Math.max(0, (expected[database.databaseId] ?? 0) - (found?.highest ?? 0));
  }
  return sum;
}

async function failAllOver({ live, say }: LiveContext, groups: readonly LiveGroup[], to: GroupSide): Promise<void> {
  for (const group of groups) {
    if ((await live.primarySide(group)) === to) continue;
    say(`  ${group.name} …`);
    await live.failOver(group, to);
  }
}

const marked: Step<LiveContext> = {
  id: "mark",
  phase: "prepare",
  text: "All groups are primary at the first site, and a marker is committed in every database",
  byHand: ["`az sql failover-group show` of every group: replicationRole is Primary at the first site."],
  run: async (context) => {
    const { live, memory } = context;
    const groups = await memory.once("groups", () => live.groups());
    if (groups.length === 0) throw new Error("no failover group is deployed");
    for (const group of memory.has("marked") ? [] : groups) {
      if ((await live.primarySide(group)) === "first") continue;
      throw new Error(`${group.name} is not primary at the first site; nothing was begun`);
    }
    noteLeftBehind(context, markersLeft("every database of the groups"));
    await memory.once("marked", () => markAll(context, groups, "first"));
    return groups.map(({ name, databases }) => `${name}: ${databases.length} databases`);
  },
};

const over: Step<LiveContext> = {
  id: "fail-over",
  phase: "recover",
  text: "The databases are failed over to the second site as planned, and a marker is committed in each there",
  byHand: [
    "For each group, in a maintenance window: `az sql failover-group set-primary`, without `--allow-data-loss`.",
  ],
  run: async (context) => {
    const { live, memory } = context;
    const groups = memory.read<readonly LiveGroup[]>("groups");
    const isResumed = memory.has("begun");
    const begun = await memory.once("begun", () => live.now());
    await failAllOver(context, groups, "second");
    const lost = await missing(context, groups, "second", memory.read<Newest>("marked"));
    const done = await memory.once("healthy", () => live.now());
    noteMeasured(context, "lost", lost);
    if (!isResumed) noteMeasured(context, "recovery-time", minutesBetween(begun, done));
    await live.waitUntil(done + AWAY_MS);
    await memory.once("markedAway", () => markAll(context, groups, "second"));
    return isResumed ? [UNTIMED] : [];
  },
};

const back: Step<LiveContext> = {
  id: "fail-back",
  phase: "rollback",
  text: "All groups are primary at the first site again",
  byHand: ["For each group: `az sql failover-group set-primary` on the server of the first site."],
  run: async (context) => {
    const { live, memory } = context;
    const groups = memory.readOr<readonly LiveGroup[]>("groups", []);
    if (!memory.has("marked")) return ["nothing was failed over"];
    // Azure goes on with what it was asked for: roles that are read too early would be those of before it.
    if (memory.has("begun") && !memory.has("healthy")) await live.waitUntil((await live.now()) + UNDER_WAY_MS);
    await failAllOver(context, groups, "first");
    memory.note("back", await live.now());
    if (!memory.has("markedAway")) return [];
    noteMeasured(context, "way-back", await missing(context, groups, "first", memory.read<Newest>("markedAway")));
    return [];
  },
};

/** Databases are failed over to the second site and back, without losing anything. */
export const plannedFailover: Beside = {
  noticed: "connections of every tenant break twice, for up to a minute each time",
  hypothesis: ({ agreement: { recovery } }) => [
    none(
      "lost",
      "markers of the first site that are missing at the second",
      "a planned failover loses nothing",
      "markers",
    ),
    none(
      "way-back",
      "markers of the second site that are missing after the way back",
      "a planned failover loses nothing",
      "markers",
    ),
    {
      ...{ id: "recovery-time", unit: "minutes", agreed: durationMinutes(recovery.time), clause: "recovery.time" },
      what: "time of the failover of all groups, one after the other",
    },
    unchangedAfterwards,
  ],
  method: () => [nothingPending, marked, over],
  rollback: () => [back, previewedAgain],
  notMeasured: ["users: whether their requests reach the second site is not asked, because the entry is not touched"],
};
