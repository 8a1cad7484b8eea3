import { expect, it } from "vitest";
import { copyPace, copyPaces } from "./copy-pace";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

it.each([
  ["the agreed interval where it keeps the point", 1440, 1600, 62, 1440],
  ["the next step of a day where a copy takes time", 1440, 1440, 62, 720],
  ["the next step below half a day", 720, 720, 62, 480],
  ["a step that keeps the point to the minute", 1440, 782, 62, 720],
  ["a shorter step where that is one minute too long", 1440, 781, 62, 480],
  ["the agreed interval where a closer one leaves no time to repeat", 1440, 1440, 400, 1440],
  ["the agreed interval where no step keeps the point", 1440, 100, 62, 1440],
])("a copy is made at %s", (_, agreed, point, takes, expected) => {
  expect(copyPace(agreed, point, takes)).toBe(expected);
});

it("only the most frequent copy is made closer", () => {
  expect(copyPaces([{ every: "P1D" }, { every: "PT12H" }], 720, 62)).toEqual([1440, 480]);
});

it.each(platforms)("the copies of %s keep the agreed recovery point at the worst moment", (platform) => {
  const { backup, recovery } = planOf(sourcesOf(platform));
  const worst = Math.min(...backup.copies.map(({ timing }) => timing.everyMinutes + timing.waveMinutes));
  const figure = recovery.find(({ scope }) => scope === "everything lost but the independent copies");
  expect(figure?.pointMinutes).toBe(worst);
  expect(worst).toBeLessThanOrEqual(figure?.agreedPointMinutes ?? 0);
});
