import { describe, expect, it } from "vitest";
import { differences, ratios, spreadOf } from "./statistics";

describe("spreadOf", () => {
  it.each([
    { values: [7], median: 7, least: 7, most: 7 },
    { values: [10, 9, 100], median: 10, least: 9, most: 100 },
    { values: [4, 1, 3, 2], median: 2.5, least: 1, most: 4 },
  ])("of $values", ({ values, ...spread }) => expect(spreadOf(values)).toEqual(spread));

  it.each([[[]], [[1, Number.NaN]], [[Infinity]]])("refuses %j", (values) =>
    expect(() => spreadOf(values)).toThrow("at least one number is needed"),
  );
});

describe("ratios", () => {
  it("pairs the measurements of a turn", () => expect(ratios([1, 6], [2, 3])).toEqual([0.5, 2]));

  it("refuses series that cannot be paired", () =>
    expect(() => ratios([1, 2], [1])).toThrow("2 measurements against 1"));
});

describe("differences", () => {
  it("pairs the measurements of a turn", () => expect(differences([3, 6], [1, 7])).toEqual([2, -1]));

  it("refuses series that cannot be paired", () =>
    expect(() => differences([1], [1, 2])).toThrow("1 measurements against 2"));
});
