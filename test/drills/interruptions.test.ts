import { afterEach, describe, expect, it } from "vitest";
import type { DrillCloud } from "../../drills/cloud";
import { scenarios } from "../../drills/scenarios";
import { changedSource, subjectFrom } from "./exercise";
import { closeExercises, exercise, verdict } from "./exercises";

afterEach(closeExercises);

describe("a drill", () => {
  it("gives the same result with the same seed, and another fault with another one", async () => {
    const results = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        const {
          tenants,
          results: values,
          timeline,
        } = await (await exercise("superoffice", "region-loss", {}, seed)).run();
        return JSON.stringify({ tenants, values, timeline });
      }),
    );
    expect(results[0]).toBe(results[1]);
    expect(results[2]).not.toBe(results[0]);
  });

  it("takes the way back when a step fails, and says so", async () => {
    const made = await exercise("superoffice", "region-loss");
    const failing: DrillCloud = { ...made.cloud, failOver: () => Promise.reject(new Error("Azure said no")) };
    const journal = await made.run(failing);
    expect(journal.status).toBe("failed");
    expect(journal.reason).toContain("Azure said no");
    expect(await made.cloud.openFaults()).toEqual([]);
    expect(verdict(journal, "recovery-time")).toBe("undetermined");
  });

  it("takes the way back when it is stopped", async () => {
    const made = await exercise("superoffice", "region-loss");
    const stopping: DrillCloud = {
      ...made.cloud,
      breakDown: (fault) => ((made.isAborted = true), made.cloud.breakDown(fault)),
    };
    const journal = await made.run(stopping);
    expect(journal.status).toBe("aborted");
    expect(await made.cloud.openFaults()).toEqual([]);
  });

  it("is stopped, and has not failed, where the step that is under way breaks off with it", async () => {
    const made = await exercise("superoffice", "region-loss");
    const stopping: DrillCloud = {
      ...made.cloud,
      failOver: () => ((made.isAborted = true), Promise.reject(new Error("interrupted"))),
    };
    const journal = await made.run(stopping);
    expect([journal.status, journal.reason]).toEqual(["aborted", "it was stopped; the way back was taken"]);
    expect(await made.cloud.openFaults()).toEqual([]);
  });

  it("has failed where it is stopped and cannot go back", async () => {
    const made = await exercise("superoffice", "region-loss");
    const stuck: DrillCloud = {
      ...made.cloud,
      failOver: () => ((made.isAborted = true), Promise.reject(new Error("interrupted"))),
      repair: () => Promise.reject(new Error("it cannot be repaired")),
    };
    const journal = await made.run(stuck);
    expect(journal.status).toBe("failed");
    expect(journal.reason).toContain("it cannot be repaired");
  });

  it.each([
    ["superoffice", "region-loss"],
    ["coachview", "twin"],
    ["coachview", "damaged-copies"],
    ["superoffice", "ransomware"],
  ])(
    "on %s, %s, that is killed anywhere is completed by the next run, with the same result",
    async (platform, name) => {
      const calls = { made: 0, allowed: Infinity, killed: (): void => undefined };
      // A process that is killed never hears the answer of what it asked last.
      const counted = (cloud: DrillCloud): DrillCloud =>
        new Proxy(cloud, {
          get: (target, property, receiver) => {
            const method: unknown = Reflect.get(target, property, receiver);
            if (typeof method !== "function") return method;
            return async (...args: readonly unknown[]): Promise<unknown> => {
              calls.made += 1;
              const answer: unknown = await Reflect.apply(method, target, args);
              if (calls.made <= calls.allowed) return answer;
              calls.killed();
              return new Promise(() => undefined);
            };
          },
        });
      const whole = await exercise(platform, name);
      const expected = await whole.run(counted(whole.cloud));
      const total = calls.made;
      expect(expected.status).toBe("passed");
      for (const share of [0.05, 0.3, 0.6, 0.8, 0.9, 0.97]) {
        calls.made = 0;
        calls.allowed = Math.floor(total * share);
        const killed = await exercise(platform, name);
        const kill = new Promise<void>((resolve) => (calls.killed = resolve));
        await Promise.race([killed.run(counted(killed.cloud)), kill]);
        calls.allowed = Infinity;
        const journal = await killed.run(killed.cloud);
        expect(journal.interruptions, `killed after ${share}`).toHaveLength(1);
        expect(journal.status, journal.reason).toBe("passed");
        expect(journal.results).toEqual(expected.results);
        expect(await killed.cloud.openFaults()).toEqual([]);
        expect(killed.twinResources()).toEqual([]);
      }
    },
  );

  it("has steps with an id of their own, and a name of its own", () => {
    const subject = subjectFrom(changedSource("superoffice"), "superoffice");
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const scenario of scenarios) {
      const ids = [...scenario.method(subject), ...scenario.rollback(subject)].map(({ id }) => id);
      expect(new Set(ids).size, scenario.name).toBe(ids.length);
    }
  });
});
