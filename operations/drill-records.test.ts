import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Journal } from "../drills/journal";
import { drillRecords } from "./drill-records";

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-journals-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function keep(name: string, text: string): void {
  const place = path.join(folder, ".deltawerk", "drills", name);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, "journal.json"), text);
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
    },
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
