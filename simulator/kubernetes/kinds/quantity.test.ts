import { describe, expect, it } from "vitest";
import { canonicalQuantity, isQuantity, quantityValue } from "./quantity";

describe("an amount", () => {
  it.each([
    ["1000m", "1", 1],
    ["0.5", "500m", 0.5],
    ["0.25", "250m", 0.25],
    ["1024Mi", "1Gi", 2 ** 30],
    ["1.5Gi", "1536Mi", 1.5 * 2 ** 30],
    ["512Mi", "512Mi", 2 ** 29],
    ["2000M", "2G", 2e9],
    ["1e3", "1e3", 1000],
    ["0", "0", 0],
    ["-500m", "-500m", -0.5],
    ["1Ki", "1Ki", 1024],
    ["100000", "100k", 100_000],
  ])("%s is written as %s", (text, canonical, value) => {
    expect(canonicalQuantity(text)).toBe(canonical);
    expect(quantityValue(text)).toBeCloseTo(value);
    expect(canonicalQuantity(canonical)).toBe(canonical);
  });

  it.each(["", "many", "1 Gi", "1KB", "1.2.3", "m"])("'%s' is none", (text) => {
    expect(isQuantity(text)).toBe(false);
  });
});
