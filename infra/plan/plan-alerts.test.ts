import { describe, expect, it } from "vitest";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

describe.each(platforms)("alerts of %s", (platform) => {
  const { routes } = planOf(sourcesOf(platform)).alerts;

  it("send every severity of Azure to exactly one route", () => {
    expect(routes.flatMap((route) => route.severities).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it("have keys that are short enough for an action group", () => {
    expect(routes.filter((route) => route.key.length > 12 || route.emails.length === 0)).toEqual([]);
  });
});

it.each(platforms)("%s warns at the use that its agreement names", (platform) => {
  const { capacityPercent } = planOf(sourcesOf(platform)).alerts;
  expect(capacityPercent).toBe(sourcesOf(platform).agreement.monitoring.capacity.warnAt);
});

it("a severity that is not agreed goes with the next milder one", () => {
  const { routes } = planOf(sourcesOf("pct")).alerts;
  expect(routes.map((route) => [route.key, route.severities])).toEqual([
    ["critical", [0]],
    ["other", [1, 2, 3, 4]],
  ]);
});

it("what pages in the agreement pages the duty engineers", () => {
  const { routes } = planOf(sourcesOf("coachview")).alerts;
  expect(routes.map((route) => [route.key, route.emails[0], route.clock])).toEqual([
    ["critical", "duty@coachview.example", "always"],
    ["serious", "duty@coachview.example", "office hours"],
    ["workable", "operations@coachview.example", "office hours"],
    ["other", "operations@coachview.example", "office hours"],
  ]);
});
