import { expect, it } from "vitest";
import type { Journal } from "./journal";
import { outcomeTable } from "./outcome-table";

const journal = (scenario: string, more: Partial<Journal>): Journal => ({
  schemaVersion: 1,
  drill: { platform: "pct", scenario, environment: "local", seed: 1 },
  title: "Something is lost",
  versions: {},
  status: "passed",
  started: "2026-11-25T23:50:00Z",
  ...{ interruptions: [], hypothesis: [], before: [], steps: [], timeline: {}, tenants: [], criticalPath: [] },
  ...{ longestSteps: [], results: [], limits: [], notMeasured: [], leftBehind: [], memory: {} },
  ...more,
});
const result = (id: string, measured: number): Journal["results"][number] => ({
  ...{ id, what: id, measured, unit: "minutes", clause: "recovery", verdict: "kept" },
});

it("shows every drill with its figures or why it was not carried out, and counts how they ended", () => {
  const text = outcomeTable([
    {
      kind: "ended",
      journal: journal("twin", {
        results: [result("detection", 2), result("recovery-point", 343), result("recovery-time", 255)],
      }),
    },
    {
      kind: "ended",
      journal: journal("vpn-loss", {
        status: "deviated",
        reason: "6 min, agreed are 5 min",
        results: [result("outage", 0)],
        timeline: {
          fault: "2026-01-05T01:00:00Z",
          detected: { at: "2026-01-05T01:06:00Z", by: "alert tunnel" },
        },
      }),
    },
    { kind: "not applicable", platform: "pct", scenario: "region-loss", because: "there is none", waysOut: ["a way"] },
    { kind: "not carried out", platform: "pct", scenario: "zone-loss", because: "no engine\nwas found" },
  ]);
  expect(text.split("\n")).toEqual([
    "platform  drill        ended            noticed after  work lost   until recovered  because",
    "pct       twin         passed           2 min          5 h 43 min  4 h 15 min",
    "pct       vpn-loss     deviated         6 min                      0 s              6 min, agreed are 5 min",
    "pct       region-loss  not applicable                                               there is none",
    "pct       zone-loss    not carried out                                              no engine",
    "",
    "4 drills: 1 passed, 1 deviated, 1 not applicable, 1 not carried out",
  ]);
});
