import { describe, expect, it } from "vitest";
import { evenSteps, runTimesOf } from "./copy-jobs";

const job = (schedule: string, suspend = false) => ({
  cluster: "/one",
  object: { kind: "CronJob", metadata: { name: "export-nightly-ab12" }, spec: { schedule, suspend } },
});

describe("the times of a job that is deployed", () => {
  it.each([
    ["30 21 * * *", 24 * 60, "2024-01-07T21:30:00.000Z"],
    ["0 1,13 * * *", 12 * 60, "2024-01-07T01:00:00.000Z"],
    ["5/15 * * * *", 15, "2024-01-07T00:05:00.000Z"],
    ["*/30 * * * *", 30, "2024-01-07T00:00:00.000Z"],
    ["0 3 * * 1", 7 * 24 * 60, "2024-01-08T03:00:00.000Z"],
  ])("%s is every %d minutes", (schedule, everyMinutes, epoch) => {
    expect(evenSteps(schedule)).toEqual({ epoch: Date.parse(epoch), everyMinutes });
  });

  it.each(["0 1,2 * * *", "0 3 1 * *", "@daily", "", "0 3 * * 7"])("%j is refused: not even steps", (schedule) => {
    expect(() => evenSteps(schedule)).toThrow("not one of even steps");
  });

  it("are none where the job is suspended or not there", () => {
    expect(runTimesOf([job("30 21 * * *")], "export-nightly-ab12")).toMatchObject({ everyMinutes: 1440 });
    expect(runTimesOf([job("30 21 * * *", true)], "export-nightly-ab12")).toBeUndefined();
    expect(runTimesOf([job("30 21 * * *")], "export-nightly-zz99")).toBeUndefined();
  });
});
