import { describe, expect, it } from "vitest";
import { parseEvents } from "./run-engine";
import { summarize } from "./run-summary";

const log = [
  { sequence: 0, timestamp: 1, preludeEvent: { config: {} } },
  { sequence: 1, timestamp: 1, diagnosticEvent: { message: "noise", color: "never", severity: "debug" } },
  { sequence: 2, timestamp: 1, diagnosticEvent: { message: "no such region\n", color: "never", severity: "error" } },
  { sequence: 2, timestamp: 1, diagnosticEvent: { message: "  why:\n\n", color: "never", severity: "info#err" } },
  {
    sequence: 3,
    timestamp: 2,
    summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: { create: 2, same: 3 }, policyPacks: {} },
  },
]
  .map((event) => `${JSON.stringify(event)}\n`)
  .join("");

describe("the events of a run", () => {
  it("are read without the engine's debug messages", () => {
    expect(parseEvents(log).map(({ sequence }) => sequence)).toEqual([0, 2, 2, 3]);
  });

  it("are read up to the line on which a killed run stopped", () => {
    expect(parseEvents(`${log}{"sequence": 4, "dia`)).toHaveLength(4);
    expect(parseEvents("")).toEqual([]);
  });

  it("are summed up", () => {
    expect(summarize(parseEvents(log))).toEqual({
      changes: { create: 2, same: 3 },
      unchanged: false,
      errors: ["no such region"],
      programOutput: ["  why:"],
    });
  });

  it.each([
    [{ same: 7 }, true],
    [{ same: 7, update: 1 }, false],
    [{}, false],
  ])("say that nothing changed only where the engine found everything the same (%j)", (resourceChanges, unchanged) => {
    const summaryEvent = { maybeCorrupt: false, durationSeconds: 1, resourceChanges, policyPacks: {} };
    expect(summarize([{ sequence: 0, timestamp: 0, summaryEvent }]).unchanged).toBe(unchanged);
  });
});
