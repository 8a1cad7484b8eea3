import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { beginPlan, completePlan, planFileOf, readPlanFolder, tellPipeline } from "./reviewed-plan";

let folder: string;
let hash: string;
const stacks = ["pct-test", "pct-test-cell-01"];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-plan-"));
  beginPlan(folder, stacks);
  writeFileSync(planFileOf(folder, "pct-test"), "{}");
  hash = completePlan(folder, "Plan of pct", { planned: ["pct-test"], missing: ["pct-test-cell-01"] });
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (there: readonly string[] = ["pct-test"], reviewed = hash) =>
  readPlanFolder(folder, reviewed, stacks, new Set(there));

describe("a plan", () => {
  it("gives the file of each stack that was previewed, and none for one that is made", () => {
    expect(stacks.map(read().fileOf)).toEqual([planFileOf(folder, "pct-test"), undefined]);
  });

  it("is refused where its hash is not that of what was reviewed", () => {
    expect(() => read(["pct-test"], "0".repeat(64))).toThrow(/not the plan that was reviewed.*reviewed was 0{64}/s);
  });

  it("is refused where a file of it was changed, has gone, or a stack appeared since", () => {
    appendFileSync(planFileOf(folder, "pct-test"), " ");
    expect(() => read(stacks)).toThrow(
      /pct-test\.plan\.json has the hash .*pct-test-cell-01 was not there when it was made, and is there now/s,
    );
    rmSync(planFileOf(folder, "pct-test"));
    expect(() => read()).toThrow("pct-test.plan.json is missing");
  });

  it("gives no file that nobody reviewed, where one was put beside it", () => {
    writeFileSync(planFileOf(folder, "pct-test-cell-01"), "{}");
    expect(read().fileOf("pct-test-cell-01")).toBeUndefined();
  });

  it("is refused where it does not know a stack, or is none", () => {
    expect(() => readPlanFolder(folder, hash, ["pct-test-guard"], new Set())).toThrow("pct-test-guard is not in it");
    beginPlan(folder, stacks);
    expect(read).toThrow("there is no plan.sha256 in it");
  });
});

it("a pipeline is told in its own way, and nobody else", () => {
  const said: string[] = [];
  const file = path.join(folder, "output");
  const print = (line: string): void => void said.push(line);
  tellPipeline("plan_hash", "a1", { print, environment: {} });
  expect(said).toEqual([]);
  tellPipeline("plan_hash", "a1", { print, environment: { TF_BUILD: "True", GITHUB_OUTPUT: file } });
  expect(said).toEqual(["##vso[task.setvariable variable=plan_hash;isOutput=true]a1"]);
  expect(readFileSync(file, "utf8")).toBe("plan_hash=a1\n");
});
