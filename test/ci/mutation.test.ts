import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { allRules } from "../../policies/rules/all-rules";
import { attemptsOn, type Attempt } from "../sabotage/kill-rate";
import { productionYardstick } from "../sabotage/production-yardstick";
import { projectFolder } from "../sabotage/record-platform";
import { recordingOf } from "../sabotage/recordings";
import { killTable } from "../sabotage/kill-table";

const platforms = Object.keys(PLATFORM_CODES) as readonly Platform[];

describe("every harm that somebody could do", () => {
  const attempts: Attempt[] = [];

  it.each(platforms)("on %s turns exactly the named rules red", async (platform) => {
    const here = attemptsOn(platform, await recordingOf(platform), productionYardstick(platform));
    attempts.push(...here);
    const wrong = here.filter(({ red, expected }) => red.join() !== expected.join());
    expect(wrong.map(({ rule, what, red, expected }) => ({ rule, what, red, expected }))).toEqual([]);
  });

  it.each([
    ["cloxxs", "recovery.twin"],
    ["cloxxs", "encryption.customerKeys"],
    ["pct", "isolation.firewallOption"],
  ] as const)("on %s with %s in force turns exactly the named rules red", async (platform, option) => {
    const recorded = await recordingOf(platform, option);
    const here = attemptsOn(platform, recorded, productionYardstick(platform, option), option);
    attempts.push(...here);
    const wrong = here.filter(({ red, expected }) => red.join() !== expected.join());
    expect(wrong.map(({ rule, what, red, expected }) => ({ rule, what, red, expected }))).toEqual([]);
  });

  it("is tried for every rule on at least one platform", () => {
    const tried = new Set(attempts.map(({ rule }) => rule));
    expect(allRules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  afterAll(() => {
    const folder = path.join(projectFolder, ".deltawerk", "logs");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "kill-rate.txt"), killTable(attempts));
  });
});
