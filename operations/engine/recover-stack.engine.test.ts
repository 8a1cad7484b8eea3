import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Creation, CreationTrace } from "./pending-operations";
import { recoverStack } from "./recover-stack";
import { StackLockedError } from "./stack-lock";
import { hasPendingOperations, lockFiles } from "./stack-files";
import { FakeCloud } from "./test-bed/fake-cloud";
import { TinyProject } from "./test-bed/tiny-project";

const program = `
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
for (const name of config.requireObject("names")) {
  const size = config.getNumber("size") ?? 1;
  new pulumi.CustomResource("fake:index:Thing", name, { name, size });
}
`;

function traceOf({ type, inputs }: Creation): CreationTrace {
  return type === "fake:index:Thing" ? { kind: "id", id: FakeCloud.idOf(String(inputs["name"])) } : { kind: "unknown" };
}

function urn(name: string): string {
  return `urn:pulumi:dev::tiny::fake:index:Thing::${name}`;
}

describe("recovery of a stack whose run was killed", { timeout: 120_000 }, () => {
  let cloud: FakeCloud;
  let project: TinyProject;

  beforeEach(async () => {
    cloud = await FakeCloud.start();
    project = await TinyProject.create(program, { fake: cloud.port });
    await project.pulumi("config", "set", "names", `["a","b"]`);
  }, 600_000);

  afterEach(() => {
    cloud.stop();
    project.remove();
  });

  async function killWhileHeld(count: number): Promise<void> {
    const cli = project.start("up", "--yes", "--skip-preview");
    await cloud.untilHeld(count);
    const gone = new Promise((resolve) => cli.once("close", resolve));
    cli.kill("SIGKILL");
    await gone;
    cloud.release();
  }

  it("adopts what was created, forgets what was not, and lets the next run go on", async () => {
    cloud.hold("a", "b");
    await killWhileHeld(2);
    cloud.things.delete(FakeCloud.idOf("b")); // as if the kill had come before the cloud got the request
    await expect(project.run("up", "--yes", "--skip-preview")).resolves.toMatchObject({ exitCode: 1 });

    const recovery = await recoverStack(project.stack, project.call, traceOf);
    expect(recovery).toMatchObject({ adopted: [urn("a")], cleared: [urn("b")], refreshed: [], undetermined: [] });
    expect(recovery.removedFiles).toHaveLength(1);

    await project.pulumi("config", "set", "names", `["a","b","c"]`);
    const { exitCode, output } = await project.run("up", "--yes", "--skip-preview");
    expect(exitCode).toBe(0);
    expect(output).toMatch(/\+ 2 created\n\s*2 unchanged/);
    expect([...cloud.things.keys()].sort()).toEqual(["a", "b", "c"].map((name) => FakeCloud.idOf(name)));
    await expect(project.run("preview", "--expect-no-changes")).resolves.toMatchObject({ exitCode: 0 });
  });

  it("reads from the cloud whether an update had happened", async () => {
    await project.pulumi("up", "--yes", "--skip-preview");
    await project.pulumi("config", "set", "size", "2");
    cloud.hold("a", "b");
    await killWhileHeld(2);
    cloud.things.set(FakeCloud.idOf("b"), { name: "b", size: 1 }); // as if the cloud had never got the request

    const recovery = await recoverStack(project.stack, project.call, traceOf);
    expect(recovery).toMatchObject({ adopted: [], cleared: [], undetermined: [] });
    expect([...recovery.refreshed].sort()).toEqual([urn("a"), urn("b")]);
    expect(await project.pulumi("up", "--yes", "--skip-preview")).toMatch(/~ 1 updated\n\s*2 unchanged/);
  });

  it("forgets a creation that cannot be judged, and says so", async () => {
    cloud.hold("a", "b");
    await killWhileHeld(2);
    const unknown = (): CreationTrace => ({ kind: "unknown" });
    const recovery = await recoverStack(project.stack, project.call, unknown);
    expect([...recovery.undetermined].sort()).toEqual([urn("a"), urn("b")]);
    expect(await hasPendingOperations(project.stack)).toBe(false);
  });

  it("refuses while another run works on the stack", async () => {
    cloud.hold("a");
    const cli = project.start("up", "--yes", "--skip-preview");
    await cloud.untilHeld(1);
    await expect(recoverStack(project.stack, project.call, traceOf)).rejects.toThrow(StackLockedError);
    expect(await lockFiles(project.stack)).toHaveLength(1);
    cloud.release();
    expect(await new Promise((resolve) => cli.once("close", resolve))).toBe(0);
  });

  it("does nothing to a stack that is in order", async () => {
    await project.pulumi("up", "--yes", "--skip-preview");
    const none = { removedFiles: [], adopted: [], cleared: [], refreshed: [], undetermined: [] };
    await expect(recoverStack(project.stack, project.call, traceOf)).resolves.toEqual(none);
  });

  it("removes the lock of a process that has gone, and empty metadata files", async () => {
    const locks = path.join(project.stack.stateFolder, ".pulumi/locks/organization/tiny/dev");
    mkdirSync(locks, { recursive: true });
    const lock = { pid: 4_194_304, username: "someone", hostname: os.hostname(), timestamp: "2026-01-01T00:00:00Z" };
    writeFileSync(path.join(locks, "one.json"), JSON.stringify(lock));
    writeFileSync(path.join(project.stack.stateFolder, ".pulumi/stacks/tiny/dev.json.attrs"), "");
    const { removedFiles } = await recoverStack(project.stack, project.call, traceOf);
    expect(removedFiles.map((file) => path.basename(file))).toEqual(["one.json", "dev.json.attrs"]);
    expect(await project.pulumi("up", "--yes", "--skip-preview")).toContain("3 created");
  });
});
