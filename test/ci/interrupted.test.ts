import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { stateFolderOf } from "../../operations/engine/engine-environment";
import { exitStatus } from "../../operations/exit-status";
import { localFolderOf, projectName } from "../../operations/session";
import { connect } from "../../simulator/client/simulator-process";
import { writeCheckpoints } from "../checkpoints";
import { cloudOf } from "../cloud-of";
import { PrivateCheckout, type CommandResult, type StartedCommand } from "../private-checkout";

writeCheckpoints();

/** One platform is brought up by runs that are cut off one after the other, each of which goes on where the last was. */
describe("coachview through runs that are cut off", () => {
  const checkout = new PrivateCheckout();
  const local = localFolderOf(checkout.folder);
  const stack = "coachview-local";

  afterAll(() => checkout.remove());

  it("starts", async () => {
    await cutOff({ resources: 10 }, killGroup);
    expect(checkpoint()?.pending_operations?.length).toBeGreaterThan(0);
  });

  it("recovers from the kill of command, engine and program, which left operations open", async () => {
    const { stderr } = await cutOff({ resources: 60 }, killGroup);
    expect(stderr).toMatch(/\.json: left by a killed run and removed/);
    expect(stderr).toMatch(/: (created|begun) by a killed run and (taken over|not made)/);
  });

  it("recovers late in a layer too, and names the failure of its cloud and how to go on", async () => {
    const { status, stdout, stderr } = await cutOff({ resources: 110 }, killCloud);
    expect(status, stdout).toBe(exitStatus.failed);
    expect(stderr).toContain(`${stack}: \`pulumi up\` ended with status`);
    expect(stderr).toContain("Go on with: npx deltawerk up coachview");
    expect(stdout + stderr).not.toMatch(/\n\s+at /);
  });

  it("recovers from the kill of its cloud, and ends in order when it is interrupted", async () => {
    const { status, stderr } = await cutOff({ resources: 140 }, interrupt);
    expect(status, stderr).toBe(exitStatus.interrupted);
    expect(stderr).toContain("Go on with: npx deltawerk up coachview");
    expect(checkpoint()?.pending_operations ?? []).toEqual([]);
  });

  it("completes", async () => {
    const { status, stdout, stderr } = await checkout.deltawerk("up", "coachview");
    expect(status, stdout + stderr).toBe(exitStatus.done);
  });

  it("is unchanged then, and has everything in its stacks that was made on the way", async () => {
    const { status, stdout, stderr } = await checkout.deltawerk("up", "coachview", "--json");
    expect(status, stderr).toBe(exitStatus.done);
    const { layers } = JSON.parse(stdout) as {
      readonly layers: readonly { readonly stack: string; readonly unchanged: boolean }[];
    };
    expect(layers.filter(({ unchanged }) => !unchanged)).toEqual([]);
    const refreshed = await checkout.pulumi("preview", "--refresh", "--expect-no-changes", "-s", stack);
    expect(refreshed.status, refreshed.stdout).toBe(0);
    const states = layers.flatMap((layer) => checkpoint(layer.stack)?.resources ?? []);
    const known = new Set(states.map(({ id = "" }) => id.toLowerCase()));
    // What Azure makes beside what it is asked for, such as a server's master database, is nobody's operation.
    const made = ((await (await connect(local))?.operations()) ?? []).filter(({ kind }) => kind === "create");
    expect(made.length).toBeGreaterThan(100);
    expect(made.map(idInState).filter((id) => !known.has(id.toLowerCase()))).toEqual([]);
    expect((await checkout.run("git", ["status", "--porcelain"])).stdout).toBe("");
  });

  /** Starts a run and cuts it off once the stack has so many resources, in the middle of at least one creation. */
  async function cutOff(
    { resources }: { readonly resources: number },
    how: (run: StartedCommand) => Promise<void>,
  ): Promise<CommandResult> {
    const run = checkout.start("up", "coachview");
    let ended = false;
    const result = run.ended.finally(() => (ended = true));
    while (!ended && !isUnderWay(resources)) await sleep(20);
    if (ended) throw new Error(`ended before it had ${resources} resources:\n${JSON.stringify(await result)}`);
    await how(run);
    return result;
  }

  function isUnderWay(count: number): boolean {
    const { resources = [], pending_operations: pending = [] } = checkpoint() ?? {};
    return resources.length >= count && pending.some(({ type }) => type === "creating");
  }

  /** What the engine last wrote; throws where that is torn. */
  function checkpoint(name = stack): Checkpoint | undefined {
    const file = path.join(stateFolderOf(local), ".pulumi", "stacks", projectName, `${name}.json`);
    try {
      return (JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest?: Checkpoint } }).checkpoint.latest;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /**
   * Kills the command with everything that it started but its cloud, which has a group of its own. The cloud is frozen
   * meanwhile, so that what the engine has asked of it is open for certain.
   */
  async function killGroup({ child, ended }: StartedCommand): Promise<void> {
    if (child.pid === undefined) throw new Error("the command did not start");
    const cloud = await cloudProcess();
    await freezeMidway(cloud, child);
    try {
      process.kill(-child.pid, "SIGKILL");
      await ended;
    } finally {
      process.kill(cloud, "SIGCONT");
    }
  }

  /** Freezes the cloud while a creation is open. What the engine waits for may be none: then once more. */
  async function freezeMidway(cloud: number, child: StartedCommand["child"]): Promise<void> {
    for (let attempt = 1; attempt <= 50 && child.exitCode === null; attempt += 1) {
      process.kill(cloud, "SIGSTOP");
      await sleep(300); // the engine writes down what it was answered before
      if (isUnderWay(0)) return;
      process.kill(cloud, "SIGCONT");
      await sleep(20);
    }
    throw new Error("no creation was open when the cloud was frozen");
  }

  async function killCloud(): Promise<void> {
    process.kill(await cloudProcess(), "SIGKILL");
  }

  async function cloudProcess(): Promise<number> {
    return (await cloudOf(checkout)).endpoint.processId;
  }

  function interrupt({ child }: StartedCommand): Promise<void> {
    child.kill("SIGINT");
    return Promise.resolve();
  }
});

/** The id by which the engine knows what was made: Azure's, or namespace and name of an object in a cluster. */
function idInState({ id, type }: { readonly id: string; readonly type: string }): string {
  if (type.startsWith("Microsoft.")) return id;
  const [, namespace, name = ""] = /(?:\/namespaces\/([^/]+))?\/[^/]+\/([^/]+)$/.exec(id) ?? [];
  return namespace === undefined ? name : `${namespace}/${name}`;
}

interface Checkpoint {
  readonly resources?: readonly { readonly id?: string }[];
  readonly pending_operations?: readonly { readonly type: string }[];
}
