import { describe, expect, it } from "vitest";
import type { DrillRecord } from "./drill-record";
import { drilledRecovery } from "./drilled-recovery";
import { duration, recoveryTable } from "./recovery-table";
import { reportInput } from "./report.fixture";

const figure = { unit: "minutes", verdict: "kept", clause: "recovery" } as const;
const record: DrillRecord = {
  scenario: "database-loss",
  title: "Loss of one tenant's data",
  environment: "local",
  on: "2026-08-20",
  status: "passed",
  figures: [
    { ...figure, id: "recovery-point", what: "work lost", measured: 0.35 },
    { ...figure, id: "recovery-time", what: "time", measured: 88.3 },
  ],
  notMeasured: [],
  earlier: [],
};

describe("how a recovery went when it was last carried out", () => {
  it.each([
    ["P3M", "2026-11-19", "2026-11-20", false],
    ["P3M", "2026-11-21", "2026-11-20", true],
    ["P1Y", "2027-01-01", "2027-08-20", false],
  ])("with a drill due every %s, on %s, the next one has to be by %s", (every, today, nextBy, isOverdue) => {
    expect(drilledRecovery("restore", [record], every, today)).toEqual({
      kind: "drilled",
      record,
      pointMinutes: 0.35,
      timeMinutes: 88.3,
      nextBy,
      isOverdue,
    });
  });

  it("is told apart from one that never was, and from what has no drill", () => {
    expect(drilledRecovery("site", [record], "P3M", "2026-11-26")).toEqual({ kind: "never" });
    expect(drilledRecovery("start", [record], "P3M", "2026-11-26")).toEqual({ kind: "no drill of its own" });
  });

  it("stands beside what is expected and agreed", async () => {
    const { verdict, explanation } = await reportInput();
    const text = recoveryTable({
      expected: verdict.recovery,
      figures: explanation.recovery,
      drills: [record],
      drillEvery: "P3M",
      today: "2026-11-26",
    }).text.replace(/\s+/g, " ");
    expect(text).toMatch(/restored to a point in time<\/th> <td>10 min<br \/><span class="count">agreed\s15 min/);
    expect(text).toMatch(
      /2026-08-20<\/time><\/a ?>, local: passed<br \/>0\.4 min lost, 1 h 28 min away.*overdue since 2026-11-20/,
    );
    const [one] = verdict.recovery;
    if (one === undefined) throw new Error("the fixture has no recovery");
    const standing = (more: Partial<typeof one>): string =>
      recoveryTable({
        expected: [{ ...one, ...more }],
        figures: [],
        drills: [],
        drillEvery: "P3M",
        today: "2026-11-26",
      }).text;
    expect(standing({})).toContain("within");
    expect(standing({ agreedTimeMinutes: 60 })).toContain("more than agreed");
    expect(standing({ open: ["sql-failover is not kept"] })).toContain("sql-failover is not kept");
  });

  it.each([
    [0.35, "0.4 min"],
    [59.4, "59 min"],
    [59.7, "1 h"],
    [60, "1 h"],
    [782, "13 h 2 min"],
  ])("says %d minutes as %s", (minutes, text) => {
    expect(duration(minutes).replaceAll("\u00a0", " ")).toBe(text);
  });
});
