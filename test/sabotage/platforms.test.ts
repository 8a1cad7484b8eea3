import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { blocking, reportOn, type PolicyReport } from "../../policies/framework/report";
import type { SwitchedOption } from "../../policies/framework/sabotage";
import { allRules } from "../../policies/rules/all-rules";
import { ResourceSet } from "../../policies/resources/resource-set";
import { withWorkedOutIds } from "../../policies/resources/worked-out-ids";
import { beforeAnythingExists } from "../reachability/first-preview";
import { productionYardstick } from "./production-yardstick";
import { recordingOf } from "./recordings";

const propertyRules = allRules.filter(({ kind }) => kind === "property");
const relationRules = allRules.filter(({ kind }) => kind === "relation");

/** Everything that blocks, but for what only all stacks together can tell. */
function textsOf(report: PolicyReport): readonly string[] {
  return blocking(report)
    .filter(({ awaits }) => awaits === undefined)
    .map(({ rule, urn, message }) => `${rule.id} ${urn?.split("::").at(-1) ?? ""}: ${message}`);
}

const SUBJECTS: readonly { readonly platform: Platform; readonly option?: SwitchedOption }[] = [
  ...(Object.keys(PLATFORM_CODES) as readonly Platform[]).map((platform) => ({ platform })),
  { platform: "cloxxs", option: "recovery.twin" },
  { platform: "cloxxs", option: "encryption.customerKeys" },
  { platform: "pct", option: "isolation.firewallOption" },
];

describe.each(SUBJECTS)("$platform $option as the program registers it", ({ platform, option }) => {
  let resources: ResourceSet;

  beforeAll(async () => {
    resources = new ResourceSet(await recordingOf(platform, option), true);
  });

  const yardstick = productionYardstick(platform, option);

  it("keeps every rule, but for what is waived", () => {
    const report = reportOn(allRules, resources, yardstick);
    expect(report.outcomes.length).toBeGreaterThan(300);
    expect(textsOf(report)).toEqual([]);
    expect(report.waiverProblems.map(({ message }) => message)).toEqual([]);
  });

  it("leaves nothing open in a first preview of any stack that would block it", () => {
    const preview = beforeAnythingExists(resources.resources);
    const stacks = [...new Set(preview.map(({ stack }) => stack))];
    const open = stacks.flatMap((stack) => {
      const set = new ResourceSet(
        preview.filter((one) => one.stack === stack),
        false,
      );
      const workedOut = new ResourceSet(
        set.resources.map((one) => withWorkedOutIds(one, set)),
        false,
      );
      const properties = reportOn(propertyRules, workedOut, yardstick);
      const relations = reportOn(relationRules, set, yardstick);
      return [...textsOf(properties), ...textsOf(relations)];
    });
    expect(open).toEqual([]);
  });

  it("waives nothing but documented limits of Azure", () => {
    for (const { reason, rule } of yardstick.waivers) expect(reason, rule).toMatch(/Microsoft Learn/);
  });
});
