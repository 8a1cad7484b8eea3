import { describe, expect, it } from "vitest";
import { cronOf, tenantEpoch } from "./job-times";
import { planOf, platforms, sourcesOf, tenantOf, withTenants } from "./plan.fixture";

const MINUTE_MS = 60_000;

describe.each(platforms)("the jobs of %s", (platform) => {
  const { jobs, backup } = planOf(sourcesOf(platform));

  it("are there for every copy, every kind of recovery point and everything that is watched", () => {
    const names = jobs.map(({ job, label }) => (label === undefined ? job : `${job} ${label}`));
    expect(names).toEqual([
      ...backup.copies.flatMap(({ key }) => [`export ${key}`, `verification copy-${key}`]),
      "verification point-in-time",
      ...(platform === "superoffice" ? ["verification long-term"] : []),
      // Where a restore is promised to begin by itself.
      ...(platform === "draftit" ? ["restore watch"] : []),
      "presence",
      "probe",
      "scan",
      "heartbeat",
    ]);
  });

  it("start exactly when a slot begins, for every tenant", () => {
    for (const job of jobs) {
      for (const segment of [0, 1, 7, 31]) {
        const epoch = tenantEpoch(job, segment);
        const cron = cronOf(epoch, job.everyMinutes);
        // Everything that cron starts within a week, minute by minute.
        const monday = Date.parse("2026-11-23T00:00:00Z");
        const starts = Array.from({ length: 7 * 1440 }, (_, minute) => monday + minute * MINUTE_MS).filter((moment) =>
          matches(cron, new Date(moment)),
        );
        expect(starts).toHaveLength((7 * 1440) / job.everyMinutes);
        for (const start of starts) {
          expect((start - Date.parse(epoch)) % (job.everyMinutes * MINUTE_MS), `${job.job} ${cron}`).toBe(0);
        }
      }
    }
  });

  it("verify a copy after it is made, and before the next", () => {
    for (const copy of backup.copies) {
      const exported = jobs.find(({ job, label }) => job === "export" && label === copy.key);
      const verified = jobs.find(({ label }) => label === `copy-${copy.key}`);
      if (exported === undefined || verified === undefined) throw new Error(`${copy.key} has no jobs.`);
      const later = (Date.parse(verified.epoch) - Date.parse(exported.epoch)) / MINUTE_MS;
      expect(later).toBeGreaterThanOrEqual(copy.timing.waveMinutes);
      expect(later).toBeLessThan(copy.timing.everyMinutes);
    }
  });
});

/** Whether a moment is one of a cron schedule, of the forms that are used here. */
function matches(cron: string, moment: Date): boolean {
  const [minute = "", hour = "", , , weekday = ""] = cron.split(" ");
  const fits = (field: string, value: number): boolean => {
    if (field === "*") return true;
    const [from = "", step] = field.split("/");
    if (step !== undefined)
      return value >= Number(from === "*" ? 0 : from) && (value - Number(from === "*" ? 0 : from)) % Number(step) === 0;
    return field.split(",").map(Number).includes(value);
  };
  return fits(minute, moment.getUTCMinutes()) && fits(hour, moment.getUTCHours()) && fits(weekday, moment.getUTCDay());
}

it("a tenant's times depend on nothing but its own segment", () => {
  const sources = sourcesOf("pct");
  const alone = planOf(withTenants(sources, [tenantOf(1, 3)])).jobs;
  const crowded = planOf(
    withTenants(
      sources,
      [0, 1, 2, 3, 4, 5].map((segment) => tenantOf(1, segment)),
    ),
  ).jobs;
  expect(crowded).toEqual(alone);
});

it("backups that are late by more than was agreed are missed", () => {
  const { jobs } = planOf(sourcesOf("pct"));
  // Daily cold copies, and two hours of grace.
  expect(jobs.find(({ job }) => job === "presence")?.maxAgeMinutes).toBe(1440 + 120);
});

describe("cron", () => {
  it.each([
    ["2024-01-01T19:30:00Z", 1440, "30 19 * * *"],
    ["2024-01-01T19:30:00Z", 720, "30 7,19 * * *"],
    ["2024-01-01T23:00:00Z", 360, "0 5,11,17,23 * * *"],
    ["2024-01-02T01:02:00Z", 1440, "2 1 * * *"],
    ["2024-01-01T00:05:00Z", 60, "5 * * * *"],
    ["2024-01-01T00:03:00Z", 5, "3/5 * * * *"],
    ["2024-01-01T00:00:00Z", 1, "*/1 * * * *"],
    ["2024-01-01T14:00:00Z", 10_080, "0 14 * * 1"],
    ["2024-01-07T14:00:00Z", 10_080, "0 14 * * 0"],
  ])("%s every %i min is %s", (epoch, minutes, cron) => {
    expect(cronOf(epoch, minutes)).toBe(cron);
  });

  it.each([0, 7, 7 * 60, 2 * 1440])("every %i minutes is refused", (minutes) => {
    expect(() => cronOf("2024-01-01T00:00:00Z", minutes)).toThrow(RangeError);
  });
});
