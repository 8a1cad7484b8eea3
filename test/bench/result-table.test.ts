import { describe, expect, it } from "vitest";
import { renderTable, targetsAreMet, verdictOf, type ResultRow } from "./result-table";

const base = { what: "a preview", against: "stock" };
const ratio = (values: readonly number[]): ResultRow => ({ ...base, unit: "×", values, target: 0.35 });

describe("the verdict", () => {
  it.each([
    ["at the target", ratio([0.35]), "met"],
    ["above it", ratio([0.351]), "missed"],
    ["with a median below and a run above it", ratio([0.3, 0.34, 0.9]), "met"],
    ["where nothing was measured", { ...base, missing: "no data", target: 1 }, "not measured"],
    ["without a target", { ...base, missing: "not installed" }, "-"],
  ] satisfies readonly (readonly [string, ResultRow, string])[])("%s", (_, row, verdict) => {
    expect(verdictOf(row)).toBe(verdict);
    expect(targetsAreMet([ratio([0.1]), row])).toBe(verdict === "met" || verdict === "-");
  });
});

it("renders a table", () => {
  const rows: readonly ResultRow[] = [
    ratio([0.3, 0.2, 0.4]),
    { what: "up", against: "-", unit: "s", values: [61.25, 70], target: 60 },
    { what: "attempts", against: "-", unit: "", values: [0], target: 0 },
    { what: "all", against: "terraform", missing: "not installed" },
  ];
  expect(renderTable(rows)).toBe(
    [
      "| measured  | against   | median        | min-max         | target         | verdict |",
      "| --------- | --------- | ------------- | --------------- | -------------- | ------- |",
      "| a preview | stock     | 0.30 ×        | 0.20 × - 0.40 × | at most 0.35 × | met     |",
      "| up        | -         | 65.6 s        | 61.3 s - 70.0 s | at most 60.0 s | missed  |",
      "| attempts  | -         | 0             | -               | at most 0      | met     |",
      "| all       | terraform | not installed | -               | -              | -       |",
    ].join("\n"),
  );
});
