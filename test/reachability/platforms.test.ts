import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import type { Reachability } from "../../policies/analysis/reachability/analyse";
import { UNKNOWN } from "../../policies/resources/unknown";
import type { ReachabilityFinding } from "../../policies/analysis/reachability/result/finding";
import { beforeAnythingExists } from "./first-preview";
import { measured } from "./measured-platform";
import { recordingOf } from "../sabotage/recordings";
import { SABOTAGES, type Resources } from "./sabotages";

const PLATFORMS = Object.keys(PLATFORM_CODES) as readonly Platform[];

const textsOf = (findings: readonly ReachabilityFinding[]): readonly string[] =>
  findings.map(({ kind, message }) => `${kind}: ${message}`);

describe.each(PLATFORMS)("who reaches whom in %s", (platform) => {
  let result: Reachability;

  beforeAll(async () => {
    result = measured(platform, await recordingOf(platform));
  });

  it("is exactly what is required", () => {
    expect(textsOf(result.findings)).toEqual([]);
  });

  it("is a matrix of zones in which data, documents, copies and shared services open nothing", () => {
    const openers = new Set(result.matrix.map(({ from }) => from));
    expect([...openers].sort()).toEqual(["application", "azure probes", "edge", "internet", "partners", "web"]);
    const toData = result.matrix.filter(({ to }) => to === "data");
    expect(toData).toEqual([
      { from: "application", to: "data", services: ["TCP 1433"] },
      { from: "partners", to: "data", services: ["TCP 1433"] },
    ]);
    expect(result.matrix.filter(({ from }) => from === "internet")).toEqual([
      { from: "internet", to: "edge", services: ["TCP 80", "TCP 443", "TCP 65200-65535"] },
    ]);
  });
});

describe.each(PLATFORMS)("a first preview of %s", (platform) => {
  let resources: Resources;

  beforeAll(async () => {
    resources = beforeAnythingExists(await recordingOf(platform));
  });

  it("hides ids", () => {
    const hidden = resources.filter(({ inputs }) => JSON.stringify(inputs).includes(UNKNOWN));
    expect(hidden.length).toBeGreaterThan(100);
  });

  it("is judged like the deployment itself", () => {
    expect(textsOf(measured(platform, resources).findings)).toEqual([]);
  });
});

it("a single stack leaves open what other stacks decide", async () => {
  const cell = (await recordingOf("coachview")).filter(({ stack }) => stack === "coachview-production-cell-01");
  const { findings } = measured("coachview", cell, false);
  const open = findings.filter(({ kind }) => kind === "undetermined").map(({ message }) => message);
  expect(open).toContain(
    "Whether every required flow passes can only be judged over all stacks of the platform: run deltawerk check",
  );
  expect(findings.filter(({ kind }) => kind === "missing" || kind === "unclassified")).toEqual([]);
});

describe.each(SABOTAGES)("$platform, where $what", ({ platform, change, says }) => {
  let original: Resources;

  beforeAll(async () => {
    original = await recordingOf(platform);
  });

  it("is found out", () => {
    const texts = textsOf(measured(platform, change(original)).findings);
    expect(texts.filter((text) => says.test(text)).length, texts.slice(0, 6).join("\n")).toBeGreaterThan(0);
  });
});
