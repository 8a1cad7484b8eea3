import { afterEach, describe, expect, it } from "vitest";
import { withOption, type AgreementOption } from "../../drills/option";
import { changedSource, subjectFrom } from "./exercise";
import { closeExercises, exercise, measured, named } from "./exercises";

afterEach(closeExercises);

describe("the loss of one of two stamps", () => {
  const stamps = { agreement: (text: { recovery: { twin: { on: boolean } } }) => (text.recovery.twin.on = true) };

  it("leaves users out until the entry leads to the other one", async () => {
    const journal = await (await exercise("cloxxs", "stamp-loss", stamps)).run();
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    // Three probes of 10 s and their time-out, and 30 s until the old answer has expired.
    expect(measured(journal, "outage")).toBeCloseTo(65 / 60, 5);
  });

  it("is that of a zone where the stamps are off: half a minute, for the database", async () => {
    const off = { agreement: (text: { recovery: { twin: { on: boolean } } }) => (text.recovery.twin.on = false) };
    const journal = await (await exercise("cloxxs", "stamp-loss", off)).run();
    expect(measured(journal, "outage")).toBe(0.5);
  });

  it("makes no sense where no stamps are offered", () => {
    const applicability = named("stamp-loss").applies(subjectFrom(changedSource("coachview"), "coachview"));
    expect(applicability).toMatchObject({ applies: false });
  });

  it("is what the drill switches on for itself", () => {
    const source = changedSource("cloxxs");
    const sites = (option: AgreementOption | undefined) =>
      subjectFrom(withOption(source, "cloxxs", option), "cloxxs").plan.sites.map(({ code }) => code);
    expect([sites(undefined), sites(named("stamp-loss").option)]).toEqual([["weu"], ["we1", "we2"]]);
  });
});
