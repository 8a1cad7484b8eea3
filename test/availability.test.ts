import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../azure/names/codes";
import { parseStackName } from "../azure/names/stack-name";
import { expectedAvailability } from "../policies/analysis/availability/expected-availability";
import { ResourceSet } from "../policies/resources/resource-set";
import { productionYardstick } from "./sabotage/production-yardstick";
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
