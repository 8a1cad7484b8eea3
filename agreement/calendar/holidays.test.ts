import { describe, expect, test } from "vitest";
import { holidaysOf } from "./holidays";

const dutch = (year: number, doubtful: "working" | "free") => holidaysOf(year, { country: "NL", doubtful });

describe("Dutch days of doubt", () => {
  // Good Friday and Liberation Day of 2026.
  test.each(["2026-04-03", "2026-05-05"])("%s is free or worked on, as the agreement reads it", (date) => {
    expect([dutch(2026, "free").has(date), dutch(2026, "working").has(date)]).toEqual([true, false]);
  });

  test("are read the same way in a lustrum year, when 5 May is a day off for more people", () => {
    expect(dutch(2025, "working").has("2025-05-05")).toBe(false);
  });
});

test("King's Day moves to Saturday when 27 April is a Sunday", () => {
  expect([...dutch(2025, "working")].filter((date) => date.startsWith("2025-04-2"))).toEqual([
    "2025-04-20",
    "2025-04-21",
    "2025-04-26",
  ]);
});

test("the public holidays of 2026, counted by hand", () => {
  expect([...dutch(2026, "working")].sort()).toEqual([
    "2026-01-01",
    "2026-04-05",
    "2026-04-06",
    "2026-04-27",
    "2026-05-14",
    "2026-05-24",
    "2026-05-25",
    "2026-12-25",
    "2026-12-26",
  ]);
});

test.each([
  { country: "NO", date: "2026-05-17", is: true },
  { country: "NO", date: "2026-04-02", is: true },
  { country: "SE", date: "2026-06-06", is: true },
  { country: "SE", date: "2026-01-06", is: true },
  { country: "SE", date: "2026-12-24", is: false },
])("$country $date: $is", ({ country, date, is }) => {
  expect(holidaysOf(2026, { country, doubtful: "free" }).has(date)).toBe(is);
});

test("a country without known holidays is an error, not a year without holidays", () => {
  expect(() => holidaysOf(2026, { country: "AQ", doubtful: "free" })).toThrow(
    "the public holidays of AQ are not known",
  );
});
