import { describe, expect, it } from "vitest";
import { makePlan } from "./make-plan";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

describe.each(platforms)("the copies of %s", (platform) => {
  const plan = planOf(sourcesOf(platform));

  it("are all made within half of their interval, and keep clear of planned work", () => {
    for (const { timing } of plan.backup.copies) {
      expect(timing.waves * timing.waveMinutes).toBeLessThanOrEqual(timing.everyMinutes / 2);
      expect(timing.disturbedMinutes).toBe(0);
    }
  });

  it("never meet a window of the clusters, minute by minute", () => {
    const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    const { upgrades, nodeImages } = plan.maintenance;
    const isPlannedWork = (moment: number): boolean =>
      [upgrades, nodeImages].some(({ day, startTime, hours, utcOffset }) => {
        const [offsetHours = 0, offsetMinutes = 0] = utcOffset.slice(1).split(":").map(Number);
        const sign = utcOffset.startsWith("-") ? -1 : 1;
        const local = new Date(moment + sign * (offsetHours * 60 + offsetMinutes) * 60_000);
        const [from = 0, minutes = 0] = startTime.split(":").map(Number);
        const start = (days.indexOf(day) * 24 + from) * 60 + minutes;
        const at = (local.getUTCDay() * 24 + local.getUTCHours()) * 60 + local.getUTCMinutes();
        const since = (at - start + 7 * 1440) % (7 * 1440);
        return since < hours * 60;
      });
    for (const { timing } of plan.backup.copies) {
      const { epoch, everyMinutes, waves, waveMinutes } = timing;
      for (let run = 0; run < (7 * 1440) / everyMinutes; run += 1) {
        for (let minute = 0; minute < waves * waveMinutes; minute += 1) {
          const moment = Date.parse(epoch) + (run * everyMinutes + minute) * 60_000;
          expect(isPlannedWork(moment), new Date(moment).toISOString()).toBe(false);
        }
      }
    }
  });

  it("are explained with duration and capacity", () => {
    for (const { key, timing } of plan.backup.copies) {
      const decision = plan.decisions.find(({ chosen }) => chosen.startsWith(`${key}: from `));
      expect(decision?.chosen).toContain(`${timing.waves} waves of ${timing.waveMinutes} min (estimate)`);
      expect(decision?.chosen).toContain(`${timing.estimate.extraVCores ?? -1} vCores`);
    }
  });
});

it("two kinds of copies of one platform do not run at once", () => {
  const [hot, cold] = planOf(sourcesOf("pct")).backup.copies.map(({ timing }) => timing);
  if (hot === undefined || cold === undefined) throw new Error("pct has two kinds of copies.");
  const spans = [hot, cold].flatMap((timing) =>
    Array.from({ length: (24 * 60) / timing.everyMinutes }, (_, run) => {
      const start = (new Date(Date.parse(timing.epoch) + run * timing.everyMinutes * 60_000).getTime() / 60_000) % 1440;
      return { start, end: start + timing.waves * timing.waveMinutes };
    }),
  );
  for (const one of spans) {
    for (const other of spans) {
      if (one === other) continue;
      for (const shift of [-1440, 0, 1440]) {
        expect(one.start < other.end + shift && other.start + shift < one.end).toBe(false);
      }
    }
  }
});

it("databases that are too large for the pace are refused, with the way out", () => {
  const sources = sourcesOf("pct");
  const sizes = { ...sources.environment.sizes, database: { ...sources.environment.sizes.database, maxSizeGiB: 250 } };
  const made = makePlan({ ...sources, environment: { ...sources.environment, sizes } });
  const refused = made.ok ? [] : made.findings.filter(({ path }) => path[1] === "independentCopies");
  // 10 min + 250 GiB at 500 and at 40 GiB/h are 415 min: too long for every 12 h, well within a day.
  expect(refused.map(({ path, allowed }) => [path.join("."), allowed])).toEqual([
    [
      "backup.independentCopies.0.every",
      "at least twice what the largest database takes, which is 415 minutes (estimate)",
    ],
  ]);
});
