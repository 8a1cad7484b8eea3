import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RunSummary } from "./run-summary";
import { hasPendingOperations, lockFiles } from "./stack-files";
import { FakeCloud } from "./test-bed/fake-cloud";
import { TinyProject } from "./test-bed/tiny-project";

const program = `
const pulumi = require("@pulumi/pulumi");
const names = new pulumi.Config().requireObject("names");
for (const name of names) new pulumi.CustomResource("fake:index:Thing", name, { name });
`;

/** Calls the functions under test in a process of its own, whose terminal is a pipe and which can get signals. */
const caller = `
import { runEngine } from "./run-engine";
import { summarize } from "./run-summary";
void runEngine(JSON.parse(process.argv[2] ?? "")).then(({ exitCode, events }) => {
  process.stdout.write("\\n" + JSON.stringify({ exitCode, ...summarize(events) }) + "\\n");
});
`;

interface Report extends RunSummary {
  readonly exitCode: number;
  readonly output: string;
}

describe("runEngine", { timeout: 120_000 }, () => {
  let cloud: FakeCloud;
  let project: TinyProject;

  beforeAll(async () => {
    cloud = await FakeCloud.start();
    project = await TinyProject.create(program, { fake: cloud.port });
    const outfile = path.join(project.folder, "caller.js");
    const stdin = { contents: caller, resolveDir: __dirname, loader: "ts" } as const;
    await build({ stdin, outfile, bundle: true, platform: "node", format: "cjs" });
  }, 600_000);

  beforeEach(async () => {
    await project.pulumi("config", "set", "names", `["a","b"]`);
  });

  afterAll(() => {
    cloud.stop();
    project.remove();
  });

  function start(...words: string[]): ChildProcess {
    const call = JSON.stringify({ ...project.call, arguments: [...words, "--non-interactive", "--color=never"] });
    const caller = path.join(project.folder, "caller.js");
    return spawn(process.execPath, [caller, call], { stdio: ["ignore", "pipe", "inherit"] });
  }

  async function reportOf(child: ChildProcess): Promise<Report> {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += String(chunk)));
    await new Promise((resolve) => child.once("close", resolve));
    return { ...(JSON.parse(output.trim().split("\n").at(-1) ?? "") as Report), output };
  }

  it("shows the CLI's display and gives what it did", async () => {
    const first = await reportOf(start("up", "--yes", "--skip-preview"));
    expect(first).toMatchObject({ exitCode: 0, changes: { create: 3 }, unchanged: false, errors: [] });
    expect(first.output).toContain("+ 3 created");
    const second = await reportOf(start("up", "--yes", "--skip-preview"));
    expect(second).toMatchObject({ exitCode: 0, changes: { same: 3 }, unchanged: true });
  });

  it("gives the errors of the cloud with the exit code", async () => {
    cloud.things.set(FakeCloud.idOf("taken"), { name: "taken" });
    await project.pulumi("config", "set", "names", `["a","b","taken"]`);
    const report = await reportOf(start("up", "--yes", "--skip-preview"));
    expect(report.exitCode).toBe(1);
    expect(report.errors.join("\n")).toContain("/things/taken exists already");
  });

  it("lets the CLI end in order where it is interrupted", async () => {
    await project.pulumi("config", "set", "names", `["a","b","slow"]`);
    cloud.hold("slow");
    const child = start("up", "--yes", "--skip-preview");
    const report = reportOf(child);
    await cloud.untilHeld(1);
    child.kill("SIGINT");
    await cloud.cancelled;
    expect(await lockFiles(project.stack)).toHaveLength(1);
    cloud.release();
    expect((await report).exitCode).toBe(130);
    expect(await lockFiles(project.stack)).toEqual([]);
    expect(await hasPendingOperations(project.stack)).toBe(false);
    await expect(reportOf(start("up", "--yes", "--skip-preview"))).resolves.toMatchObject({ unchanged: true });
  });
});
