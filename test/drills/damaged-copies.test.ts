import { afterEach, describe, expect, it } from "vitest";
import type { CopyWork } from "../../drills/copies/copy-work";
import { azureDamageIds } from "../../drills/copies/azure-damages";
import { damageIds } from "../../drills/copies/damages";
import { changedSource, subjectFrom } from "./exercise";
import { closeExercises, exercise, measured, verdict } from "./exercises";

afterEach(closeExercises);

describe("damaged copies", () => {
  it.each(["cloxxs", "coachview", "draftit", "pct", "superoffice"])(
    "of %s are found, each as what it is, and nothing is said against whole ones",
    async (platform) => {
      const journal = await (await exercise(platform, "damaged-copies")).run();
      expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
      expect(["missed", "misnamed", "false-alarms", "unseen"].map((id) => measured(journal, id))).toEqual([0, 0, 0, 1]);
      expect(["azure-missed", "azure-false-alarms"].map((id) => measured(journal, id))).toEqual([0, 0]);
      // Nothing looks again until the copy runs out; the one before counts then.
      const copies = subjectFrom(changedSource(platform), platform).plan.backup.copies;
      const [copy] = [...copies].sort((one, other) => one.timing.everyMinutes - other.timing.everyMinutes);
      const { everyMinutes = 0, waveMinutes = 0 } = copy?.timing ?? {};
      expect(measured(journal, "worst-point-damaged")).toBe(2 * everyMinutes + waveMinutes);
      expect(verdict(journal, "worst-point-damaged")).toBe("kept");
      const kept = (copy?.retentionDays ?? 0) * 24 * 60;
      expect(measured(journal, "unseen-for")).toBeLessThan(kept - waveMinutes);
      expect(measured(journal, "unseen-for")).toBeGreaterThan(kept - everyMinutes);
      const notes = journal.steps.find(({ id }) => id === "damage-copies")?.notes ?? [];
      expect(notes).toHaveLength(damageIds.length);
      // From the copy's end to its verification as long as a copy may take, then the log and the rule's quarter of an hour.
      const [wait, detection] = [journal.criticalPath[0]?.minutes ?? 0, measured(journal, "detection") ?? 0];
      expect(wait).toBeGreaterThan(0);
      expect(detection).toBeGreaterThanOrEqual(wait + 3);
      expect(detection).toBeLessThanOrEqual(wait + 3 + 15);
    },
  );

  it("cost more than agreed where copies are deployed no more often than they are promised", async () => {
    const made = await exercise("coachview", "damaged-copies");
    await made.changeJobs((spec, name) => {
      if (name.startsWith("export-")) spec.schedule = spec.schedule.replace(/^(\d+) (\d+),\d+ /, "$1 $2 ");
    });
    const journal = await made.run();
    expect([measured(journal, "worst-point-damaged"), verdict(journal, "worst-point-damaged")]).toEqual([
      2 * 24 * 60 + 62,
      "not kept",
    ]);
  });

  it("are not found where no verification is deployed", async () => {
    const made = await exercise("coachview", "damaged-copies");
    await made.changeJobs((spec, name) => (spec.suspend = name.startsWith("verification-")));
    const journal = await made.run();
    expect(journal.status).toBe("deviated");
    expect([measured(journal, "missed"), verdict(journal, "detection")]).toEqual([damageIds.length, "undetermined"]);
    expect(measured(journal, "azure-missed")).toBeGreaterThanOrEqual(azureDamageIds.length);
  });

  it("raise no alert where no rule asks for them", async () => {
    const made = await exercise("coachview", "damaged-copies");
    await made.remove(/scheduledQueryRules/i);
    const journal = await made.run();
    expect([journal.status, measured(journal, "missed"), verdict(journal, "detection")]).toEqual([
      "deviated",
      0,
      "undetermined",
    ]);
  });

  it("are found by the code of the jobs: one that looks at nothing finds nothing", async () => {
    const made = await exercise("coachview", "damaged-copies");
    const blind: CopyWork = {
      ...made.copies,
      verify: async (name, now) =>
        (await made.copies.verify(name, now)).map((finding) => ({ ...finding, outcome: "whole", kinds: [] })),
      verifyAzure: (job, _, now) => made.copies.verifyAzure(job, undefined, now),
    };
    const journal = await made.run(made.cloud, made.program, blind);
    expect([journal.status, measured(journal, "missed")]).toEqual(["deviated", damageIds.length]);
    expect(measured(journal, "azure-missed")).toBeGreaterThanOrEqual(azureDamageIds.length);
  });
});
