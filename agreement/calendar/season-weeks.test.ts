import { expect, it } from "vitest";
import { seasonWeeks } from "./season-weeks";

const weeks = (timeZone: string, after: string) =>
  seasonWeeks(timeZone, Date.parse(after)).map(({ begins, offset }) => [new Date(begins).toISOString(), offset]);

it.each([
  // The clock goes forward on Sunday 29 March, so the week that ends then is neither.
  [
    "Europe/Oslo",
    "2026-01-06T06:00:00Z",
    [
      ["2026-01-11T23:00:00.000Z", 60],
      ["2026-03-29T22:00:00.000Z", 120],
    ],
  ],
  [
    "Europe/Oslo",
    "2026-03-24T06:00:00Z",
    [
      ["2026-03-29T22:00:00.000Z", 120],
      ["2026-10-25T23:00:00.000Z", 60],
    ],
  ],
  [
    "Europe/London",
    "2026-01-06T06:00:00Z",
    [
      ["2026-01-12T00:00:00.000Z", 0],
      ["2026-03-29T23:00:00.000Z", 60],
    ],
  ],
  ["UTC", "2026-01-05T00:00:00Z", [["2026-01-12T00:00:00.000Z", 0]]],
])("the next weeks of %s after %s", (timeZone, after, expected) => {
  expect(weeks(timeZone, after)).toEqual(expected);
});
