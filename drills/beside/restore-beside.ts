import { durationMinutes } from "../../agreement/duration";
import { dateAfter } from "../../agreement/date-after";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Instant } from "../cloud";
import { none } from "../hypothesis";
import type { Tolerance } from "../journal";
import { minutesBetween } from "../measure";
import { iso, type Step, type Subject } from "../scenario";
import { noteMeasured } from "../steps/measured";
import type { Beside, LiveContext } from "./beside";
import { markersLeft, noteLeftBehind } from "./left-behind";
import type { LiveDatabase, LiveMarkers } from "./live-platform";
import { UNTIMED } from "./untimed";
import { changeText, nothingPending, previewedAgain, unchangedAfterwards } from "./nothing-pending";

const MINUTE = 60_000;

/** Which moment is restored. */
export type RestoredMoment =
  /** The minute after a marker that the drill commits itself, so that it is known to the minute what has to be there. */
  | { readonly kind: "now" }
  /** One of long ago; markers are those of the verification of backups. */
  | { readonly kind: "ago"; readonly minutes: number };

interface Victim {
  readonly database: LiveDatabase;
  readonly moment: Instant;
  /** Markers that had been committed at the moment. */
  readonly expected?: LiveMarkers;
}

/** Where and when, and what has to be there then. */
function chooseMoment(wanted: RestoredMoment): Step<LiveContext> {
  return {
    id: "choose-moment",
    phase: "prepare",
    text:
      wanted.kind === "now"
        ? "A marker is committed in one tenant's database, a whole minute passes, and a second one is committed"
        : "One tenant is chosen, with a moment of long ago",
    byHand: ["Choose a tenant and a minute, and note how many markers had been committed by then."],
    run: async (context) => {
      const { live, memory, random, subject } = context;
      const codes = subject.plan.cells.flatMap(({ tenants }) => tenants.map(({ code }) => code)).sort();
      const code = codes[Math.floor(random("tenant") * codes.length)];
      if (code === undefined) throw new Error("the platform has no tenant");
      const database = await memory.once("serving", () => live.serving(code));
      const moment = await memory.once("moment", async () => {
        if (wanted.kind === "ago") return Math.floor(((await live.now()) - wanted.minutes * MINUTE) / MINUTE) * MINUTE;
        noteLeftBehind(context, markersLeft(`the database of ${code}`));
        const { newest } = await live.mark(database);
        return (Math.floor(newest / MINUTE) + 1) * MINUTE;
      });
      if (moment < database.created) {
        throw new Error(
          `${code}'s database is there since ${iso(database.created)}; ${iso(moment)} cannot be restored`,
        );
      }
      if (wanted.kind === "now") {
        await live.waitUntil(moment + 1_000);
        await memory.once("later", () => live.mark(database));
      }
      const expected = await live.markers(database, moment);
      memory.note("victim", { database, moment, ...(expected !== undefined && { expected }) });
      // A moment can be restored once the log of it is backed up.
      await live.waitUntil(moment + 2 * RECOVERY_TIMES.logBackupMinutes.value * MINUTE);
      return [
        `${code}, generation ${database.generation}, to be restored to ${iso(moment)}`,
        expected === undefined ? "no marker had been committed by then" : `${expected.count} markers by then`,
      ];
    },
  };
}

const restore: Step<LiveContext> = {
  id: "restore-beside",
  phase: "recover",
  text: "The database is restored to that moment, beside the one that serves",
  byHand: [
    "`npx deltawerk tenant restore <platform> <tenant> --to <the moment> -e <environment>`",
    "`npx deltawerk up <platform> -e <environment>`: the preview may show that something is made, and nothing else.",
  ],
  run: async (context) => {
    const { live, memory } = context;
    const { database, moment } = memory.read<Victim>("victim");
    const isResumed = memory.has("restoreSince");
    const begun = await memory.once("restoreSince", () => live.now());
    const made = await live.restoreBeside(database.tenant, moment);
    memory.note("made", made.database);
    const restored = await memory.once("restored", () => live.now());
    const done = [`generation ${made.database.generation}`, ...made.changes.map(changeText)];
    if (isResumed) return [...done, UNTIMED];
    noteMeasured(context, "recovery-time", agreedWait(context.subject) + minutesBetween(begun, restored));
    return done;
  },
};

const agreedWait = ({ agreement: { recovery } }: Subject): number =>
  durationMinutes(recovery.detectWithin) + durationMinutes(recovery.decideWithin);

const compare: Step<LiveContext> = {
  id: "compare",
  phase: "check",
  text: "The markers of the restored database are compared with those that had been committed",
  byHand: [
    "Count the markers in both databases (`[deltawerk].[marker]`): all that were committed by then have to be in the restored one, and no later one.",
  ],
  run: async (context) => {
    const { live, memory, subject } = context;
    const { moment, expected } = memory.read<Victim>("victim");
    const restored = memory.read<LiveDatabase>("made");
    const found = await live.markers(restored, await live.now());
    memory.note("limits", [
      "time: the restore takes as long as the database is large",
      "work lost: what is measured is right up to the interval between two markers",
    ]);
    noteLeftBehind(
      context,
      `backups of generation ${restored.generation} of ${restored.tenant} until ${dateAfter(iso(await live.now()).slice(0, 10), subject.agreement.backup.pointInTime)}, by their retention`,
    );
    if (expected === undefined || found === undefined) {
      if (expected !== undefined) noteMeasured(context, "lost", expected.count);
      return [
        expected === undefined ? "without markers nobody can say whether something is lost" : "it has no markers",
      ];
    }
    noteMeasured(context, "lost", Math.max(0, expected.count - found.count));
    noteMeasured(context, "later", Math.max(0, found.highest - expected.highest));
    noteMeasured(context, "holes", Math.max(0, found.holes - expected.holes));
    noteMeasured(context, "recovery-point", minutesBetween(Math.min(found.newest, moment), moment));
    return [`${found.count} of ${expected.count} markers, the newest of ${iso(found.newest)}`];
  },
};

const discard: Step<LiveContext> = {
  id: "discard",
  phase: "rollback",
  text: "The restored generation is discarded",
  byHand: [
    "`npx deltawerk tenant discard <platform> <tenant> -e <environment>`, and `npx deltawerk up <platform> -e <environment>`",
  ],
  run: async ({ live, memory }) => {
    const database = memory.readOr<LiveDatabase | undefined>("serving", undefined);
    const moment = memory.readOr<Instant | undefined>("moment", undefined);
    if (database === undefined || moment === undefined) return ["nothing was made"];
    return (await live.discard(database.tenant, moment)).map(changeText);
  },
};

/** One tenant's database is restored beside the one that serves, compared with it, and discarded. */
export function restoreBeside(wanted: RestoredMoment): Beside {
  return {
    hypothesis: ({ agreement: { recovery } }) => [
      none("lost", "markers committed by the moment that are not restored", "backup.pointInTime", "markers"),
      none("later", "markers of after the moment that are restored", "restored to the minute", "markers"),
      none("holes", "holes in what is restored that are not in what serves", "what survives is whole"),
      point(wanted, durationMinutes(recovery.point)),
      {
        ...{ id: "recovery-time", unit: "minutes", agreed: durationMinutes(recovery.time), clause: "recovery.time" },
        what: "time of the restore, with the agreed ones to notice and to decide, without a promotion",
      },
      unchangedAfterwards,
    ],
    method: () => [nothingPending, chooseMoment(wanted), restore, compare],
    rollback: () => [discard, previewedAgain],
    notMeasured: [
      "the promotion: nobody is moved to the restored database",
      ...(wanted.kind === "ago" ? ["work lost to the minute: markers of back then are those of the verification"] : []),
    ],
  };
}

/** Only where the drill commits a marker just before the moment does the newest one say how much work would be lost. */
function point({ kind }: RestoredMoment, agreed: number): Tolerance {
  const what = "time between the newest restored marker and the moment";
  const tolerance = { id: "recovery-point", what, unit: "minutes", clause: "recovery.point" } as const;
  return kind === "now" ? { ...tolerance, agreed } : tolerance;
}
