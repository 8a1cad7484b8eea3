import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { documentsIn } from "../../agreement/load-platform";
import type { Journal } from "../journal";
import { readSubject } from "../read-subject";
import { runDrill } from "../run-drill";
import type { GroupSide, LiveDatabase, LiveGroup, LiveMarkers, LivePlatform } from "./live-platform";
import { plannedFailover } from "./planned-failover";

const BEGIN = Date.parse("2026-01-05T12:00:00Z");
const read = readSubject(documentsIn(path.resolve(__dirname, "../..")), "superoffice", "local");
if (!read.ok) throw new Error("the documents of superoffice cannot be read");
const { value: subject } = read;

const server = (name: string): string => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/${name}`;
const database: LiveDatabase = {
  ...{ tenant: "fjel", generation: "01", created: BEGIN },
  databaseId: `${server("one")}/databases/fjel-01`,
};
const group: LiveGroup = {
  name: "fog",
  ids: { first: `${server("one")}/failoverGroups/fog`, second: `${server("two")}/failoverGroups/fog` },
  databases: [database],
};

/** Two servers whose roles change some time after they were asked to. */
class PlayedServers {
  time = BEGIN;
  highest = 0;
  primary: GroupSide = "first";
  private next: { readonly side: GroupSide; readonly at: number } | undefined;

  /** @param isLost whether the answer to the first failover does not come, although it is carried out */
  constructor(private isLost: boolean) {}

  isKilled = false;

  readonly live: LivePlatform = {
    now: () => Promise.resolve(this.time),
    waitUntil: (moment) => Promise.resolve(this.pass(moment)),
    pendingChanges: () => Promise.resolve([]),
    serving: () => Promise.resolve(database),
    restoreBeside: () => Promise.reject(new Error("nothing is restored")),
    discard: () => Promise.resolve([]),
    mark: () => ((this.highest += 1), Promise.resolve(this.markers())),
    markers: () => Promise.resolve(this.markers()),
    verifiedCopies: () => Promise.resolve([]),
    groups: () => Promise.resolve([group]),
    primarySide: () => Promise.resolve(this.primary),
    failOver: (_, side) => {
      this.next = { side, at: this.time + 90_000 };
      if (this.isKilled) return new Promise(() => undefined);
      if (this.isLost) {
        this.isLost = false;
        return Promise.reject(new Error("the connection was closed"));
      }
      this.pass(this.next.at);
      return Promise.resolve();
    },
  };

  private pass(moment: number): void {
    this.time = Math.max(this.time, moment);
    if (this.next !== undefined && this.next.at <= this.time) this.primary = this.next.side;
  }

  private markers(): LiveMarkers {
    return { count: this.highest, highest: this.highest, newest: this.time, holes: 0 };
  }
}

function drilled({ live }: PlayedServers, found?: Journal, save: (journal: Journal) => void = () => undefined) {
  return runDrill({
    definition: { ...plannedFailover, name: "region-loss", title: "", notRun: [] },
    means: { live },
    ...{ subject, now: () => live.now(), seed: 1, versions: {}, say: () => undefined, isAborted: () => false },
    store: { load: () => found, save },
    realNow: () => new Date(BEGIN),
  });
}

describe("a planned failover", () => {
  it("goes over and back", async () => {
    const servers = new PlayedServers(false);
    const journal = await drilled(servers);
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    expect(journal.results.find(({ id }) => id === "recovery-time")?.measured).toBe(1.5);
    expect(servers.primary).toBe("first");
    expect(journal.leftBehind).toEqual([expect.stringContaining("[deltawerk].[marker]")]);
  });

  it("that was killed is gone on with, and the time until then is nobody's recovery time", async () => {
    const servers = new PlayedServers(false);
    servers.isKilled = true;
    const saved: Journal[] = [];
    void drilled(servers, undefined, (journal) => saved.push(structuredClone(journal)));
    await vi.waitUntil(() => saved.at(-1)?.memory["begun"] !== undefined);
    servers.isKilled = false;
    await servers.live.waitUntil(servers.time + 8 * 60 * 60_000);
    const journal = await drilled(servers, saved.at(-1));
    expect([journal.status, servers.primary]).toEqual(["deviated", "first"]);
    expect(journal.results.find(({ id }) => id === "recovery-time")?.verdict).toBe("undetermined");
    expect(journal.steps.find(({ id }) => id === "fail-over")?.notes.join()).toContain("is not measured");
  });

  it("that is carried out although its answer is lost is taken back", async () => {
    const servers = new PlayedServers(true);
    const journal = await drilled(servers);
    await servers.live.waitUntil(servers.time + 60 * 60_000);
    expect([journal.status, servers.primary]).toEqual(["failed", "first"]);
    expect(journal.reason).toContain("the connection was closed");
  });
});
