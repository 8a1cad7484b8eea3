import { describe, expect, it } from "vitest";
import { VirtualClock } from "./virtual-clock";

const minute = 60_000;

describe("the virtual clock", () => {
  it("overlaps what is independent and orders what is not", () => {
    const clock = new VirtualClock({ now: 0 });
    const run = clock.beginRun();
    const operate = (name: string, needs: readonly string[], minutes: number): [number, number] => {
      const span = clock.place(run, [name, ...needs], minutes);
      clock.record(span, [name]);
      return [span.started / minute, span.ended / minute];
    };
    expect(operate("network", [], 1)).toEqual([0, 1]);
    expect(operate("gateway", ["network"], 45)).toEqual([1, 46]);
    expect(operate("database", [], 5)).toEqual([0, 5]);
    expect(operate("endpoint", ["network", "database"], 2)).toEqual([5, 7]);
    expect(clock.now).toBe(46 * minute);
  });

  it("starts a new run when everything before it has ended", () => {
    const clock = new VirtualClock({ now: 0 });
    clock.record(clock.place(clock.beginRun(), [], 10), ["a"]);
    expect(clock.place(clock.beginRun(), ["b"], 1)).toEqual({ started: 10 * minute, ended: 11 * minute });
  });

  it("stands still until something happens, and goes on from where it was stored", () => {
    const clock = new VirtualClock({ now: 5 });
    const span = clock.place(clock.beginRun(), [], 1);
    expect(clock.now).toBe(5);
    expect(new VirtualClock(clock.stateAfter(span)).now).toBe(5 + minute);
  });

  it("moves forward by hand, never back", () => {
    const clock = new VirtualClock({ now: 0 });
    clock.advance(30);
    expect(clock.now).toBe(30 * minute);
    expect(() => clock.advance(-1)).toThrow("cannot go back");
  });
});
