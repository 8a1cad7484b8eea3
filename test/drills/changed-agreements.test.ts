import { afterEach, describe, expect, it } from "vitest";
import { closeExercises, exercise, measured, verdict } from "./exercises";

afterEach(closeExercises);

/** What of an agreement is changed here. */
interface Agreed {
  readonly recovery: { detectWithin: string };
  readonly monitoring: { readonly itself: { silentFor: string } };
  readonly backup: { readonly independentCopies: { kept: string }[] };
  readonly maintenance: { readonly window: object; never?: string };
}

type Change = (agreement: Agreed) => void;

const asItIs: Change = () => undefined;

const noticedWithin =
  (time: string): Change =>
  (text) =>
    (text.recovery.detectWithin = time);

const silentFor =
  (time: string): Change =>
  (text) =>
    (text.monitoring.itself.silentFor = time);

const copiesKept =
  (time: string): Change =>
  (text) => {
    for (const copy of text.backup.independentCopies) copy.kept = time;
  };

/** Planned work every night, where copies would be made otherwise. */
const workAtNight: Change = (text) => {
  Object.assign(text.maintenance.window, { days: "Mon-Sun", from: "21:00", length: "PT6H" });
  delete text.maintenance.never;
};

const MARKER = 5 / 60;
/** Deciding 30, making 88, importing 32 GiB 10 + 3 × 32, copying 512 GiB 51.2, and names 5 minutes. */
const AFTER_NOTICE = 30 + 88 + (10 + 3 * 32) + 51.2 + 5;

describe("a changed agreement moves what is measured", () => {
  it.each<[string, string, string, Change, Readonly<Record<string, number>>]>([
    // Looked at every minute, of which the last is measured a minute late.
    ["superoffice", "twin", "as it is", asItIs, { detection: 2, "recovery-time": 2 + AFTER_NOTICE }],
    // Looked at every 5 minutes; the fault comes at 06:20.
    [
      "superoffice",
      "twin",
      "noticed within 25 min",
      noticedWithin("PT25M"),
      { detection: 5, "recovery-time": 5 + AFTER_NOTICE },
    ],
    // Looked at every 15 minutes, at 06:30 first; the watcher hears nothing for 10 minutes at the same time.
    [
      "superoffice",
      "twin",
      "noticed within 2 h",
      noticedWithin("PT2H"),
      { detection: 10, "recovery-time": 10 + AFTER_NOTICE },
    ],
    [
      "superoffice",
      "region-loss",
      "noticed within 25 min",
      noticedWithin("PT25M"),
      { detection: 5, "recovery-time": 36.5 },
    ],
    // The rule on the database looks every 5 minutes, and the fault comes at 02:31.
    ["superoffice", "zone-loss", "noticed within 25 min", noticedWithin("PT25M"), { detection: 4, outage: 0.5 }],
    // A tunnel is lost when 15 minutes are without traffic: the fault at 02:31, 15 + 1 minutes, the look at 02:50.
    ["superoffice", "vpn-loss", "noticed within 25 min", noticedWithin("PT25M"), { detection: 19, outage: 0 }],
    // 30 + 1 minutes after 02:31, and a look every 15 minutes: 03:15.
    ["superoffice", "vpn-loss", "noticed within 2 h", noticedWithin("PT2H"), { detection: 44, outage: 0 }],
    // Somebody calls within what is agreed, 30 to decide, 20 + 32 for the restore.
    [
      "superoffice",
      "database-loss",
      "noticed within 25 min",
      noticedWithin("PT25M"),
      { "recovery-time": 25 + 30 + 52 },
    ],
    ["superoffice", "monitoring-loss", "silent for 20 min", silentFor("PT20M"), { detection: 20 }],
    // The fault comes at 06:20; the oldest newest copy is of 20:30 the day before, every 12 hours.
    ["superoffice", "twin", "as it is", asItIs, { "recovery-point": 9 * 60 + 50 + MARKER }],
    ["coachview", "twin", "as it is", asItIs, { "recovery-point": 10 * 60 + 50 + MARKER }],
    // Copies keep clear of planned work: they are made from 16:30 and 04:30, a wave of 62 minutes after the other.
    [
      "superoffice",
      "twin",
      "work at night",
      workAtNight,
      { "recovery-point": 12 * 60 + 48 + MARKER, "worst-point": 12 * 60 + 62 },
    ],
    // Here from 14:00 and 02:00.
    [
      "coachview",
      "twin",
      "work at night",
      workAtNight,
      { "recovery-point": 4 * 60 + 20 + MARKER, "worst-point": 12 * 60 + 62 },
    ],
    // Planned work moves copies, and a second site that stands ready needs none.
    [
      "superoffice",
      "region-loss",
      "work at night",
      workAtNight,
      { "recovery-point": 2 * MARKER, "recovery-time": 33.5 },
    ],
    // The newest copy is restored, however long older ones are kept.
    ["coachview", "twin", "copies kept for a day", copiesKept("P1D"), { "recovery-point": 10 * 60 + 50 + MARKER }],
  ])("%s, %s: %s", async (platform, name, _, agreement, expected) => {
    const journal = await (await exercise(platform, name, { agreement })).run();
    expect(journal.status, journal.reason).toBe("passed");
    for (const [id, value] of Object.entries(expected)) expect(measured(journal, id), id).toBeCloseTo(value, 2);
  });

  it.each([
    // Every 12 hours: what began 60 hours before the attack, less the one that is not whole.
    ["P30D", 5],
    ["P2D", 4],
    ["P1D", 2],
  ])("keeps copies for %s, of which an attack leaves %d", async (kept, copies) => {
    const journal = await (await exercise("coachview", "ransomware", { agreement: copiesKept(kept) })).run();
    expect(verdict(journal, "without-copy")).toBe("kept");
    const notes = journal.steps.find(({ id }) => id === "survivors")?.notes ?? [];
    expect(notes.map((note) => /: (\d+) of kind copy/.exec(note)?.[1])).toEqual([copies, copies, copies].map(String));
  });
});
