import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import type * as Builder from "../workflow-linter/build-actionlint.js";

const { buildActionlint } = createRequire(__filename)("../workflow-linter/build-actionlint.js") as typeof Builder;

const root = path.join(__dirname, "..", "..");
const folder = path.join(root, ".github", "workflows");

let actionlint: string;
beforeAll(async () => {
  actionlint = await buildActionlint();
}, 600_000);

/** Reads a workflow as GitHub would, without the linters of shells, which not every machine has. */
const lint = (text: string) =>
  spawnSync(
    actionlint,
    [
      "-no-color",
      "-config-file",
      ".github/actionlint.yaml",
      "-shellcheck=",
      "-pyflakes=",
      "-stdin-filename",
      "workflow.yml",
      "-",
    ],
    {
      cwd: root,
      input: text,
      encoding: "utf8",
    },
  );

it.each(readdirSync(folder))("%s is a workflow as GitHub reads it", (file) => {
  const { status, stdout, stderr } = lint(readFileSync(path.join(folder, file), "utf8"));
  expect(stdout + stderr).toBe("");
  expect(status).toBe(0);
});

it("the linter finds a runner, an output and an expression that are not there, so the checks above can fail", () => {
  const text = readFileSync(path.join(folder, "deploy.yml"), "utf8");
  for (const [right, wrong] of [
    ["[self-hosted, deltawerk]", "[self-hosted, deltawerck]"],
    ["needs.preview.outputs.plan_hash", "needs.preview.outputs.hash"],
    ["inputs.platform", "inputs.plattform"],
  ] as const) {
    const broken = text.replace(right, wrong);
    expect(broken).not.toBe(text);
    expect(lint(broken).status, wrong).toBe(1);
  }
});
