import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { tellSummary } from "./pipeline-summary";

const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-summary-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("adds to the summary of a job on GitHub, names the file to Azure Pipelines, and else does nothing", () => {
  const summary = path.join(folder, "summary.md");
  writeFileSync(summary, "before\n");
  const said: string[] = [];
  const print = (line: string): void => void said.push(line);
  tellSummary("check/check.md", "# kept", { print, environment: {} });
  expect(readFileSync(summary, "utf8")).toBe("before\n");
  tellSummary("check/check.md", "# kept", { print, environment: { GITHUB_STEP_SUMMARY: summary } });
  expect(readFileSync(summary, "utf8")).toBe("before\n# kept\n");
  expect(said).toEqual([]);
  tellSummary("check/check.md", "# kept", { print, environment: { TF_BUILD: "True" } });
  expect(said).toEqual([`##vso[task.uploadsummary]${path.resolve("check/check.md")}`]);
});
