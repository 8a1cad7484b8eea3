import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Journal } from "../drills/journal";
import { drill, type DrillOptions } from "./drill";
import { exitStatus } from "./exit-status";

const root = path.resolve(__dirname, "..");

/** Documents without those of environment `test`, but for superoffice. Nothing is deployed, and nobody is signed in. */
describe("drills where people work", () => {
  const projectFolder = mkdtempSync(path.join(tmpdir(), "drill-"));
  const options: DrillOptions = { environment: "test", all: false, list: false, seed: 1, json: true };

  beforeAll(() => {
    cpSync(path.join(root, "stacks"), path.join(projectFolder, "stacks"), { recursive: true });
    const environments = path.join(projectFolder, "stacks", "environments");
    const local = readFileSync(path.join(environments, "superoffice.local.yaml"), "utf8");
    const test = local
      .replace("environment: local", "environment: test")
      .replaceAll("superoffice.example", "superoffice.test");
    writeFileSync(path.join(environments, "superoffice.test.yaml"), test);
  });

  afterAll(() => {
    rmSync(projectFolder, { recursive: true, force: true });
  });

  async function drilled(chosen: Partial<DrillOptions>): Promise<{ readonly status: number; readonly text: string }> {
    const lines: string[] = [];
    const context = { projectFolder, print: (line: string) => lines.push(line), note: () => undefined };
    return { status: await drill(context, { ...options, ...chosen }), text: lines.join("\n") };
  }

  it("are listed for all platforms, with what is wrong with the documents of some", async () => {
    const { status, text } = await drilled({ list: true });
    const rows = JSON.parse(text) as readonly {
      platform: string;
      scenario: string;
      applies: boolean;
      because?: string;
    }[];
    const row = (platform: string) => rows.find((one) => one.platform === platform && one.scenario === "database-loss");
    expect(status).toBe(exitStatus.done);
    expect(row("pct")).toMatchObject({ applies: false, because: expect.stringContaining("pct.test.yaml") as string });
    expect(row("superoffice")).toMatchObject({ applies: true });
  });

  it("go on to the next one where the documents of a platform are not filled in", async () => {
    const { status, text } = await drilled({ all: true, platform: "pct" });
    const outcomes = JSON.parse(text) as readonly { kind: string; because: string }[];
    expect(status).toBe(exitStatus.failed);
    expect(outcomes.length).toBeGreaterThan(3);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["not carried out"]));
    await expect(drilled({ platform: "pct", scenario: "database-loss" })).rejects.toThrow("pct.test.yaml");
  });

  it("say that the way back is due where users notice it and the last run was killed", async () => {
    const asked = drilled({ platform: "superoffice", scenario: "region-loss" });
    await expect(asked).rejects.toThrow(/is not begun.*--confirm superoffice-test/);
    const folder = path.join(projectFolder, ".deltawerk", "drills", "superoffice-region-loss-test");
    mkdirSync(folder, { recursive: true });
    const killed: Journal = {
      ...{ schemaVersion: 1, title: "", versions: {}, status: "running", started: "2026-01-05T12:00:00Z" },
      drill: { platform: "superoffice", scenario: "region-loss", environment: "test", seed: 1 },
      ...{ interruptions: [], hypothesis: [], before: [], steps: [], timeline: {}, tenants: [], criticalPath: [] },
      ...{ longestSteps: [], results: [], limits: [], notMeasured: [], leftBehind: [], memory: {} },
    };
    writeFileSync(path.join(folder, "journal.json"), JSON.stringify(killed));
    const again = drilled({ platform: "superoffice", scenario: "region-loss" });
    await expect(again).rejects.toThrow(/its way back is still due.*--confirm superoffice-test/);
  });
});
