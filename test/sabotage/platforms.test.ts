import { beforeAll, describe, expect, it } from "vitest";
import { documentsIn } from "../../agreement/load-platform";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { blocking, reportOn } from "../../policies/framework/report";
import { allRules } from "../../policies/rules/all-rules";
import { ruleIds } from "../../policies/rules/rule-ids";
import { ResourceSet } from "../../policies/resources/resource-set";
import { yardstickOf } from "../../policies/yardstick/yardstick";
import { projectFolder } from "./record-platform";
import { recordingOf } from "./recordings";

describe.each(Object.keys(PLATFORM_CODES) as readonly Platform[])("%s as the program registers it", (platform) => {
  let resources: ResourceSet;

  beforeAll(async () => {
    resources = new ResourceSet(await recordingOf(platform), true);
  });

  const yardstick = yardstickOf(`${platform}-production`, documentsIn(projectFolder), {
    rules: ruleIds,
    today: "2026-11-22",
  });

  it("keeps every rule, but for what is waived", () => {
    const report = reportOn(allRules, resources, yardstick);
    expect(report.outcomes.length).toBeGreaterThan(300);
    expect(
      blocking(report).map(({ rule, urn, message }) => `${rule.id} ${urn?.split("::").at(-1) ?? ""}: ${message}`),
    ).toEqual([]);
    expect(report.waiverProblems.map(({ message }) => message)).toEqual([]);
  });

  it("waives nothing but documented limits of Azure", () => {
    for (const { reason, rule } of yardstick.waivers) expect(reason, rule).toMatch(/Microsoft Learn/);
  });
});
