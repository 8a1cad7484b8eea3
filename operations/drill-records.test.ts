import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Journal } from "../drills/journal";
import { drillRecords } from "./drill-records";
import { drillFolders } from "./drills/drill-folders";
import { setAside } from "./drills/journal-history";

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-journals-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function keep(name: string, text: string): void {
  const { root, journal: file } = drillFolders(folder, name);
  mkdirSync(root, { recursive: true });
  writeFileSync(file, text);
}

const journal = (platform: string, more: Partial<Journal> = {}): string => {
  const whole: Journal = {
    schemaVersion: 1,
    drill: { platform, scenario: "zone-loss", environment: "local", seed: 1 },
    title: "A zone is lost",
    versions: {},
    status: "passed",
    started: "2026-11-25T23:50:00Z",
    ended: "2026-11-26T00:10:00Z",
    interruptions: [],
    hypothesis: [],
    before: [],
    steps: [],
    timeline: {},
    tenants: [],
    criticalPath: [],
    longestSteps: [],
    results: [
      {
        id: "time",
        what: "recovery time",
        agreed: 240,
        measured: 37,
        margin: 203,
        unit: "minutes",
        clause: "recovery.time",
        verdict: "kept",
      },
    ],
    limits: [],
    notMeasured: ["people"],
    leftBehind: [],
    memory: {},
    ...more,
  };
  return JSON.stringify(whole);
};

it("are those of the platform, with what was measured against what was agreed", () => {
  keep("pct-zone-loss", journal("pct"));
  keep("cloxxs-zone-loss", journal("cloxxs"));
  expect(drillRecords(folder, "pct", expect.unreachable)).toEqual([
    {
      scenario: "zone-loss",
      title: "A zone is lost",
      environment: "local",
      on: "2026-11-26",
      status: "passed",
      figures: [
        {
          id: "time",
          what: "recovery time",
          agreed: 240,
          measured: 37,
          unit: "minutes",
          clause: "recovery.time",
          verdict: "kept",
        },
      ],
      notMeasured: ["people"],
      earlier: [],
    },
  ]);
});

it("come with all that were carried out before, oldest first", () => {
  for (const [day, status] of [
    ["23", "failed"],
    ["24", "interrupted"],
    ["25", "passed"],
  ] as const) {
    setAside(drillFolders(folder, "pct-zone-loss"));
    keep(
      "pct-zone-loss",
      journal("pct", { started: `2026-11-${day}T10:00:00Z`, ended: `2026-11-${day}T10:05:00Z`, status }),
    );
  }
  const [record] = drillRecords(folder, "pct", expect.unreachable);
  expect([record?.on, record?.status]).toEqual(["2026-11-25", "passed"]);
  expect(record?.earlier.map(({ on, status, figures }) => [on, status, figures[0]?.measured])).toEqual([
    ["2026-11-23", "failed", 37],
    ["2026-11-24", "interrupted", 37],
  ]);
});

it("leave out what is no journal, and say so", () => {
  keep("pct-zone-loss", "{}");
  const said: string[] = [];
  expect(drillRecords(folder, "pct", (line) => said.push(line))).toEqual([]);
  expect(said.join()).toContain("is not the journal of a drill");
});

it("are none where no drill was carried out", () => {
  expect(drillRecords(folder, "pct", expect.unreachable)).toEqual([]);
});
