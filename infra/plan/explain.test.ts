import { describe, expect, it } from "vitest";
import { explain } from "./explain";
import { explanationText } from "./explanation-text";
import { planOf, platforms, sourcesOf } from "./plan.fixture";
import { textTable } from "./text-table";

describe.each(platforms)("the explanation of %s", (platform) => {
  const plan = planOf(sourcesOf(platform));
  const explanation = explain(plan);
  const text = explanationText(explanation);

  it("fits a terminal of 100 columns", () => {
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  it("leaves out no decision, refusal, figure or promise", () => {
    expect(explanation.groups.flatMap((group) => group.decisions).length).toBe(plan.decisions.length);
    expect(explanation.groups.flatMap((group) => group.refused).length).toBe(plan.refusals.length);
    const words = text.replace(/\s+/g, " ");
    for (const promise of [...plan.decisions, ...plan.refusals].flatMap((each) => each.promises)) {
      expect(words).toContain(promise);
    }
    const lines = text.split("\n").map((line) => line.trim());
    for (const { refused } of plan.refusals) {
      const first = `refused: ${refused}`.split(" ").slice(0, 3).join(" ");
      expect(lines.some((line) => line.startsWith(first))).toBe(true);
    }
    expect(lines.filter((line) => line.startsWith("refused:")).length).toBe(plan.refusals.length);
    for (const cell of plan.cells) {
      expect(words).toContain(`${cell.tenants.length} of ${cell.capacity.tenants}`);
    }
  });
});

describe("a table", () => {
  it("wraps the widest column and keeps the others", () => {
    expect(textTable(["a", "reason"], [["x", "one two three four"]], 14)).toEqual([
      "a  reason",
      "-  -----------",
      "x  one two",
      "   three four",
    ]);
  });

  it("cuts a word that is longer than its column", () => {
    const lines = textTable(["word"], [["abcdefghijklmnopqrst"]], 10);
    expect(lines.slice(2)).toEqual(["abcdefghij", "klmnopqrst"]);
  });
});
