import { expect, it } from "vitest";
import { longestGap } from "./longest-gap";

it.each([
  ["30 21 * * *", 1440],
  ["30 7,19 * * *", 720],
  ["0 5,19 * * *", 840],
  ["*/15 * * * *", 15],
  ["3/5 * * * *", 5],
  ["50/7 * * * *", 53],
  ["0 14 * * 1", 7 * 1440],
  ["0 14 * * 0", 7 * 1440],
  ["0 14 * * 7", 7 * 1440],
  ["0 14 * * 1-5", 3 * 1440],
  ["0 0 1 * *", 31 * 1440],
  // Either of the two is enough.
  ["0 0 1 * 1", 7 * 1440],
  ["0 0 30 2 *", Number.POSITIVE_INFINITY],
])("%s starts at least every %d minutes", (schedule, minutes) => {
  expect(longestGap(schedule)).toBe(minutes);
});

it.each(["", "@daily", "60 * * * *", "* 24 * * *", "0 0 * *", "a b c d e", "*/0 * * * *"])(
  "%s is not guessed at",
  (schedule) => {
    expect(longestGap(schedule)).toBeUndefined();
  },
);
