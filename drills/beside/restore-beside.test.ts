import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { documentsIn } from "../../agreement/load-platform";
import type { Journal } from "../journal";
import { readSubject } from "../read-subject";
import { runDrill } from "../run-drill";
import type { LiveDatabase, LiveMarkers, LivePlatform } from "./live-platform";
import { restoreBeside, type RestoredMoment } from "./restore-beside";

const BEGIN = Date.parse("2026-01-05T12:00:20Z");
const MINUTE = 60_000;
const read = readSubject(documentsIn(path.resolve(__dirname, "../..")), "coachview", "local");
if (!read.ok) throw new Error("the documents of coachview cannot be read");
const { value: subject } = read;

/** A platform of databases with a marker every minute from the beginning of the year on, and those that the drill commits. */
class PlayedPlatform implements LivePlatform {
  time = BEGIN;
  readonly committed = Array.from({ length: 5 * 24 * 60 }, (_, index) => BEGIN - 5 * 24 * 60 * MINUTE + index * MINUTE);
  /** Databases that are there; the drill makes another one. */
  there: string[] = ["01"];
  private readonly made = new Map<string, number>();
  restored: number[] = [];
  changes: "none" | "some" = "none";

  /** @param spoil what a restore makes of the markers that had been committed */
  constructor(private readonly spoil: (markers: readonly number[], all: readonly number[]) => readonly number[]) {}

  now = () => Promise.resolve(this.time);
  waitUntil = (moment: number) => Promise.resolve(void (this.time = Math.max(this.time, moment)));
  pendingChanges = () =>
    Promise.resolve(
      this.changes === "none" ? [] : [{ stack: "cell", resource: "database", operation: "update" } as const],
    );
  serving = (tenant: string) => Promise.resolve(this.database(tenant, "01"));
  isKilled = false;
  restoreBeside = (tenant: string, to: number): ReturnType<LivePlatform["restoreBeside"]> => {
    if (this.isKilled) return new Promise(() => undefined);
    this.there.push("02");
    this.made.set("02", to);
    this.restored = [
      ...this.spoil(
        this.committed.filter((at) => at <= to),
        this.committed,
      ),
    ];
    this.time += 52 * MINUTE;
    return Promise.resolve({ database: this.database(tenant, "02"), changes: [] });
  };
  discard = (_: string, to: number) => {
    this.there = this.there.filter((generation) => this.made.get(generation) !== to);
    return Promise.resolve([]);
  };
  mark = async (database: LiveDatabase) => {
    this.committed.push(this.time);
    const found = await this.markers(database, this.time);
    if (found === undefined) throw new Error("nothing was committed");
    return found;
  };
  markers = ({ generation }: LiveDatabase, until: number): Promise<LiveMarkers | undefined> => {
    const found = (generation === "01" ? this.committed : this.restored).filter((at) => at <= until);
    const [newest] = found.slice(-1);
    if (newest === undefined) return Promise.resolve(undefined);
    const numbers = found.map((at) => this.committed.indexOf(at) + 1);
    const [lowest = 0, highest = 0] = [numbers[0], numbers.at(-1)];
    return Promise.resolve({ count: found.length, highest, newest, holes: highest - lowest + 1 - found.length });
  };
  verifiedCopies = () => Promise.resolve([]);
  groups = () => Promise.resolve([]);
  primarySide = () => Promise.resolve("first" as const);
  failOver = () => Promise.resolve();

  private database(tenant: string, generation: string): LiveDatabase {
    return { tenant, generation, databaseId: generation, created: BEGIN - 5 * 24 * 60 * MINUTE };
  }
}

function drilled(
  live: PlayedPlatform,
  moment: RestoredMoment = { kind: "now" },
  { found, save = () => undefined }: { found?: Journal | undefined; save?: (journal: Journal) => void } = {},
): Promise<Journal> {
  return runDrill({
    definition: { ...restoreBeside(moment), name: "database-loss", title: "", notRun: [] },
    means: { live },
    ...{ subject, now: live.now, seed: 1, versions: {}, say: () => undefined, isAborted: () => false },
    store: { load: () => found, save },
    realNow: () => new Date(BEGIN),
  });
}

const measured = ({ results }: Journal) => Object.fromEntries(results.map(({ id, measured: value }) => [id, value]));

describe("a restore beside what serves", () => {
  it("is whole where all markers until the moment are there, and none of after it", async () => {
    const live = new PlayedPlatform((markers) => markers);
    const journal = await drilled(live);
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    // The drill's own marker is of 12:00:20, the moment is 12:01; 5 min to notice, 30 to decide, 52 to restore.
    const expected = { lost: 0, later: 0, holes: 0, "recovery-point": 40 / 60, "recovery-time": 87, previews: 0 };
    expect(measured(journal)).toEqual(expected);
    expect(live.there).toEqual(["01"]);
    expect(journal.leftBehind).toEqual([
      expect.stringContaining("[deltawerk].[marker]"),
      expect.stringContaining("backups of generation 02"),
    ]);
  });

  it("is gone on with after the process was killed, and the time until then is nobody's recovery time", async () => {
    const live = new PlayedPlatform((markers) => markers);
    live.isKilled = true;
    const saved: Journal[] = [];
    void drilled(live, undefined, { save: (journal) => saved.push(structuredClone(journal)) });
    await vi.waitUntil(() => saved.at(-1)?.memory["restoreSince"] !== undefined);
    live.isKilled = false;
    await live.waitUntil(live.time + 8 * 60 * MINUTE);
    const journal = await drilled(live, undefined, { found: saved.at(-1) });
    expect([journal.status, measured(journal)["recovery-time"]]).toEqual(["deviated", undefined]);
    expect(measured(journal)).toMatchObject({ lost: 0, later: 0 });
    expect(live.there).toEqual(["01"]);
  });

  it.each([
    [
      "the newest markers are missing",
      (markers: readonly number[]) => markers.slice(0, -3),
      { lost: 3, later: 0, holes: 0 },
    ],
    [
      "one is missing within",
      (markers: readonly number[]) => markers.filter((_, at) => at !== 9),
      { lost: 1, holes: 1 },
    ],
    ["it is of a later moment", (_: readonly number[], all: readonly number[]) => all, { lost: 0, later: 1 }],
  ])("is not as agreed where %s", async (_, spoil, expected) => {
    const live = new PlayedPlatform(spoil);
    const journal = await drilled(live);
    expect(journal.status).toBe("deviated");
    expect(measured(journal)).toMatchObject(expected);
    expect(live.there).toEqual(["01"]);
  });

  it("loses everything where nothing is in it", async () => {
    const journal = await drilled(new PlayedPlatform(() => []));
    expect([journal.status, measured(journal)["lost"]]).toEqual(["deviated", 5 * 24 * 60 + 1]);
  });

  it("is of three days ago where that is kept, and of no older moment than the database", async () => {
    const ago = { kind: "ago", minutes: 3 * 24 * 60 } as const;
    expect((await drilled(new PlayedPlatform((markers) => markers), ago)).status).toBe("passed");
    const older = { kind: "ago", minutes: 6 * 24 * 60 } as const;
    expect((await drilled(new PlayedPlatform((markers) => markers), older)).reason).toContain("cannot be restored");
  });

  it("leaves alone what somebody else has restored", async () => {
    const live = new PlayedPlatform((markers) => markers);
    live.there.push("03");
    await drilled(live);
    expect(live.there).toEqual(["01", "03"]);
  });

  it("is not begun where something is pending", async () => {
    const live = new PlayedPlatform((markers) => markers);
    live.changes = "some";
    const journal = await drilled(live);
    expect(journal.reason).toContain("Nothing was begun");
    expect(live.restored).toEqual([]);
  });
});
