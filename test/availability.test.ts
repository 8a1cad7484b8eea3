import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../azure/names/codes";
import { parseStackName } from "../azure/names/stack-name";
import { expectedAvailability } from "../policies/analysis/availability/expected-availability";
import { ResourceSet } from "../policies/resources/resource-set";
import { productionYardstick } from "./sabotage/production-yardstick";
import { planOf } from "./sabotage/record-platform";
import { recordingOf } from "./sabotage/recordings";

/** The figures that are worked by hand, by platform and boundary: product, and minutes to spare. */
function workedByHand(platform: Platform) {
  const sections = readFileSync("docs/availability.md", "utf8").split(/^### /m).slice(1);
  return sections.flatMap((section) => {
    const [, name, at] = /^(\w+), (\w+)/.exec(section) ?? [];
    const [, product, headroom] = /Product ([\d.]+)\. .* headroom (-?\d+) minutes\./.exec(section) ?? [];
    return name === platform ? [{ at, product: Number(product), headroom: Number(headroom) }] : [];
  });
}

describe.each(Object.keys(PLATFORM_CODES) as readonly Platform[])("what is registered of %s", (platform) => {
  it("may be expected to be up for as long as is worked by hand, in every cell", async () => {
    const { agreement } = productionYardstick(platform);
    const resources = await recordingOf(platform);
    const cells = [...new Set(resources.map(({ stack }) => stack))].filter(
      (stack) => parseStackName(stack).layer === "cell",
    );
    const worked = workedByHand(platform);
    expect(worked.length).toBe(agreement.availability.length);
    for (const cell of cells) {
      const own = resources.filter(({ stack }) => stack === cell);
      const figures = expectedAvailability(new ResourceSet(own, false), agreement, 2026);
      expect(figures.map(({ at }) => at)).toEqual(worked.map(({ at }) => at));
      figures.forEach(({ expected, headroomMinutes, lacks, unknown, weakest }, index) => {
        expect([...lacks, ...unknown]).toEqual([]);
        expect(expected).toBeCloseTo(worked[index]?.product ?? NaN, 7);
        expect(Math.floor(headroomMinutes)).toBe(worked[index]?.headroom);
        expect(weakest[0]?.name).toBe("Application Gateway v2");
      });
    }
  });
});

it("a tenant with a firewall to itself has both firewalls in the path, in what is planned and in what is registered", async () => {
  const option = "isolation.firewallOption";
  const { agreement } = productionYardstick("pct", option);
  const resources = (await recordingOf("pct", option)).filter(({ stack }) => parseStackName(stack).layer === "cell");
  const [, product, headroom] =
    /With a device that is[^=]*= ([\d.]+), .* headroom (\d+) minutes/.exec(
      readFileSync("docs/availability.md", "utf8"),
    ) ?? [];
  const registered = expectedAvailability(new ResourceSet(resources, false), agreement, 2026);
  const planned = planOf("pct", option).availability.filter(({ target }) => target !== undefined);
  expect(registered.map(({ at, tenant }) => [at, tenant])).toEqual([
    ["platform", undefined],
    ["platform", "spr1"],
  ]);
  expect(planned.map(({ at, tenant }) => [at, tenant])).toEqual(registered.map(({ at, tenant }) => [at, tenant]));
  registered.forEach(({ expected, parts, unknown }, index) => {
    expect(unknown).toEqual([]);
    expect(expected).toBeCloseTo(planned[index]?.expected ?? NaN, 9);
    expect(parts.map(({ name }) => name)).toEqual(planned[index]?.parts.map(({ name }) => name));
  });
  const guarded = registered.at(-1);
  expect(guarded?.parts.filter(({ name }) => name === "Azure Firewall").length).toBe(2);
  expect(guarded?.expected).toBeCloseTo(Number(product), 7);
  expect(Math.floor(guarded?.headroomMinutes ?? -1)).toBe(Number(headroom));
});
