import { describe, expect, it } from "vitest";
import { regionNamed } from "../../azure/regions";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

const guardsOf = (platform: (typeof platforms)[number]) => {
  const plan = planOf(sourcesOf(platform));
  return { plan, of: (key: string) => plan.regionGuards.find((guard) => guard.key === key)?.regions ?? [] };
};

describe.each(platforms)("the regions that Azure holds for %s", (platform) => {
  const { plan, of } = guardsOf(platform);

  it("include every site, so that the guard never stops the deployment", () => {
    expect(plan.sites.filter(({ region }) => !of("others").includes(region))).toEqual([]);
  });

  it("are one list for each type of resource and one for all others", () => {
    const types = plan.regionGuards.flatMap((guard) => guard.types);
    expect(new Set(types).size).toBe(types.length);
    expect(plan.regionGuards.filter((guard) => guard.types.length === 0)).toHaveLength(1);
  });
});

it.each([
  ["coachview", "databases", ["NL"]],
  ["superoffice", "databases", ["NO"]],
  ["superoffice", "keys", ["NO"]],
  ["draftit", "others", ["SE"]],
] as const)("%s: %s stay in %s", (platform, key, countries) => {
  const regions = guardsOf(platform).of(key);
  expect([...new Set(regions.map((region) => regionNamed(region).country))]).toEqual(countries);
});

it("notifications may go where Azure handles them", () => {
  expect(guardsOf("coachview").of("notifications")).toEqual(["westeurope", "swedencentral"]);
});
