import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEndpoint } from "../wire/endpoint";
import { SimulatorConnection } from "./connection";
import { connect, resetSimulator, startSimulator, stopSimulator } from "./simulator-process";

const projectFolder = path.resolve(__dirname, "../..");
let stateFolder: string;

beforeEach(() => {
  stateFolder = path.join(mkdtempSync(path.join(os.tmpdir(), "deltawerk process-")), "state");
});

afterEach(async () => {
  await stopSimulator(stateFolder);
  rmSync(path.dirname(stateFolder), { recursive: true, force: true });
});

const start = (): Promise<SimulatorConnection> => startSimulator({ projectFolder, stateFolder });

describe("the process of a local cloud", () => {
  it("starts once, says what it is, and ends when it is told to", async () => {
    expect(await connect(stateFolder)).toBeUndefined();
    const cloud = await start();
    expect((await start()).endpoint).toEqual(cloud.endpoint);
    expect(await cloud.status()).toMatchObject({
      processId: cloud.endpoint.processId,
      stateFolder,
      operations: 0,
      subscriptions: [],
    });
    expect(cloud.providers()).toMatch(/^azure-native:\d+,kubernetes:\d+,random:\d+$/);
    expect(await stopSimulator(stateFolder)).toBe(true);
    expect(await connect(stateFolder)).toBeUndefined();
    expect(await stopSimulator(stateFolder)).toBe(false);
  });

  it("goes on with the same time and ports after it was killed", async () => {
    const cloud = await start();
    const now = await cloud.advanceClock(90);
    process.kill(cloud.endpoint.processId, "SIGKILL");
    const again = await start();
    expect((await again.status()).now).toBe(now);
    expect(again.providerPorts).toEqual(cloud.providerPorts);
    expect(again.endpoint.controlPort).toBe(cloud.endpoint.controlPort);
  });

  it("ends in order on SIGTERM", async () => {
    const { endpoint } = await start();
    process.kill(endpoint.processId, "SIGTERM");
    await expect.poll(() => connect(stateFolder), { timeout: 10_000 }).toBeUndefined();
    await start();
  });

  it("refuses a second process on its state, and says who has it and what to do", async () => {
    const { endpoint } = await start();
    const { bundleOf } = createRequire(path.join(projectFolder, "package.json"))("./source-loader.js") as {
      readonly bundleOf: (entry: string) => string;
    };
    const second = spawnSync(process.execPath, [bundleOf("simulator/process.ts"), stateFolder, "another"], {
      cwd: projectFolder,
      encoding: "utf8",
    });
    expect(second.status).toBe(1);
    expect(second.stderr).toBe(
      `deltawerk simulator: the state in ${stateFolder} is in use by another process (process ${endpoint.processId}). ` +
        "Use that one, or end it with 'deltawerk simulator stop'.\n",
    );
    expect(readEndpoint(stateFolder)).toEqual(endpoint);
  });

  it("says why it does not start", async () => {
    writeFileSync(path.dirname(stateFolder) + "/file", "");
    const inAFile = startSimulator({ projectFolder, stateFolder: path.dirname(stateFolder) + "/file" });
    await expect(inAFile).rejects.toThrow("EEXIST");
  });

  it("forgets everything when it is reset", async () => {
    const cloud = await start();
    const before = (await cloud.status()).now;
    await cloud.advanceClock(60 * 24 * 365);
    await resetSimulator(stateFolder);
    const { now } = await (await start()).status();
    expect(Date.parse(now) - Date.parse(before)).toBeLessThan(60_000);
  });

  it("replaces a process of other code that nobody uses", async () => {
    const first = await start();
    const file = path.join(stateFolder, "endpoint.json");
    const endpoint = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...endpoint, build: "older" }));
    const second = await start();
    expect(second.endpoint.processId).not.toBe(first.endpoint.processId);
    expect(second.endpoint.build).toBe(first.endpoint.build);
  });

  it("can be controlled only by those who can read the user's files", async () => {
    const { endpoint } = await start();
    expect(statSync(path.join(stateFolder, "endpoint.json")).mode & 0o077).toBe(0);
    const stranger = new SimulatorConnection(stateFolder, { ...endpoint, token: "guess" });
    await expect(stranger.requestStop()).rejects.toThrow("the token is missing or wrong");
    await expect(stranger.status()).rejects.toThrow("the token is missing or wrong");
  });

  it("purges in the subscriptions that are named", async () => {
    const cloud = await start();
    expect(await cloud.purgeSoftDeleted(["s"])).toEqual([]);
    await expect(cloud.purgeSoftDeleted("s" as unknown as string[])).rejects.toThrow("a list of ids of subscriptions");
  });

  it("keeps what it was told to grant and deny", async () => {
    const cloud = await start();
    const grant = { subscriptionId: "s", kind: "region", name: "norwaywest", state: "denied" } as const;
    await cloud.setGrant(grant);
    expect(await cloud.grants()).toEqual([grant]);
    await expect(cloud.setGrant({ ...grant, state: "maybe" as "denied" })).rejects.toThrow("state (assumed, denied)");
    await expect(cloud.advanceClock(-1)).rejects.toThrow("time cannot go back");
  });
});
