import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TinyProject } from "./test-bed/tiny-project";

const program = `
const fs = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
new pulumi.ComponentResource("test:index:Thing", "one");
console.log("said on stdout");
console.error("said on stderr");
exports.text = config.require("text");
exports.hidden = config.requireSecret("hidden");
exports.names = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()];
exports.root = pulumi.getRootDirectory();
exports.nodeArguments = process.execArgv.slice(-2);
exports.dryRun = pulumi.runtime.isDryRun();
switch (config.get("mode")) {
  case "throw": throw new Error("thrown by the program");
  case "exit": process.exit(7);
  case "hang": fs.writeFileSync("pids", process.pid + " " + process.ppid); setInterval(() => undefined, 1000);
}
`;

const pack = `
const { PolicyPack } = require("@pulumi/policy");
console.error("the pack works in " + process.cwd());
new PolicyPack("tiny-pack", {
  policies: [{
    name: "nothing-is-called-one",
    description: "No component may be called one.",
    enforcementLevel: "mandatory",
    validateStack: ({ resources }, report) =>
      resources.filter(({ name }) => name === "one").forEach(({ urn }) => report("there is a one", urn)),
  }],
});
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("the Node language host under the real CLI", { timeout: 120_000 }, () => {
  let project: TinyProject;

  beforeAll(async () => {
    project = await TinyProject.create(program);
    await project.pulumi("config", "set", "text", "a text");
    await project.pulumi("config", "set", "--secret", "hidden", "not to be seen");
  }, 600_000);

  afterAll(() => project.remove());

  async function withMode<T>(mode: string, action: () => Promise<T>): Promise<T> {
    await project.pulumi("config", "set", "mode", mode);
    try {
      return await action();
    } finally {
      await project.pulumi("config", "rm", "mode");
    }
  }

  it("gives a program its configuration, names and node arguments, and shows what it writes", async () => {
    const options = "{ typescript: false, nodeargs: \"--stack-size=900 --title='a title'\" }";
    project.write("Pulumi.yaml", `name: tiny\nruntime:\n  name: nodejs\n  options: ${options}\n`);
    const { exitCode, output } = await project.run("up", "--yes", "--skip-preview");
    expect(exitCode).toBe(0);
    expect(output).toContain("said on stdout");
    expect(output).toContain("said on stderr");
    expect(output).not.toContain("not to be seen");
    expect(output).not.toContain("warning");
    expect(JSON.parse(await project.pulumi("stack", "output", "--json"))).toEqual({
      text: "a text",
      hidden: "[secret]",
      names: ["organization", "tiny", "dev"],
      root: project.folder,
      nodeArguments: ["--stack-size=900", "--title=a title"],
      dryRun: false,
    });
    expect((await project.pulumi("stack", "output", "hidden", "--show-secrets")).trim()).toBe("not to be seen");
  });

  it("tells a program that its run is a preview", async () => {
    const { output } = await project.run("preview", "--diff");
    expect(output).toMatch(/dryRun\s*: false => true/);
  });

  it("fails with the program's own error where it throws, and says nothing more", async () => {
    const { exitCode, output } = await withMode("throw", () => project.run("preview"));
    expect(exitCode).toBe(1);
    expect(output).toContain("Error: thrown by the program");
    expect(output).not.toContain("exit code");
  });

  it("fails with the exit code of a program that ends itself", async () => {
    const { exitCode, output } = await withMode("exit", () => project.run("preview"));
    expect(exitCode).toBe(1);
    expect(output).toContain("the program ended with exit code 7");
  });

  it.each([
    ["plain JavaScript", "false"],
    ["the SDK's TypeScript loader", "true"],
  ])("runs a policy pack in its own folder (%s)", async (_, typescript) => {
    project.write("pack/index.js", pack);
    project.write("pack/package.json", `{ "name": "pack", "version": "1.0.0" }`);
    project.write("pack/PulumiPolicy.yaml", `runtime: { name: nodejs, options: { typescript: ${typescript} } }\n`);
    const { exitCode, output } = await project.run("preview", "--policy-pack", "pack");
    expect(exitCode).toBe(1);
    expect(output).toContain("there is a one");
    expect(output).toContain(`the pack works in ${path.join(project.folder, "pack")}`);
  });

  it("fails where a policy pack does not start, and shows why", async () => {
    project.write("pack/index.js", `throw new Error("the pack is broken");`);
    const { exitCode, output } = await project.run("preview", "--policy-pack", "pack");
    expect(exitCode).not.toBe(0);
    expect(output).toContain("Error: the pack is broken");
    expect(output).toContain("failed to start");
  });

  it("tells of the project's runtime and dependencies", async () => {
    project.write("package.json", `{ "name": "tiny", "version": "1.0.0", "dependencies": { "@pulumi/pulumi": "*" } }`);
    const about = JSON.parse(await project.pulumi("about", "--json")) as Record<string, unknown>;
    expect(about["dependencies"]).toEqual([{ name: "@pulumi/pulumi", version: "3.248.0" }]);
    expect(about["runtime"]).toMatchObject({ language: "nodejs", version: process.versions.node });
  });

  it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)(
    "leaves no process behind where the CLI gets %s",
    async (signal) => {
      const pids = await withMode("hang", async () => {
        const cli = project.start("preview");
        const file = path.join(project.folder, "pids");
        const read = (): string => {
          try {
            return readFileSync(file, "utf8");
          } catch {
            return "";
          }
        };
        while (!read().includes(" ")) {
          await sleep(50);
        }
        const [programPid = 0, hostPid = 0] = read().split(" ").map(Number);
        project.write("pids", "");
        const gone = new Promise((resolve) => cli.once("close", resolve));
        cli.kill(signal);
        await gone;
        return [programPid, hostPid];
      });
      expect(pids.every((pid) => pid > 1)).toBe(true);
      while (pids.some(isAlive)) {
        await sleep(50); // ends by the test's own limit where a process stays
      }
    },
  );
});
