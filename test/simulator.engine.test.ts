import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TinyProject } from "../operations/engine/test-bed/tiny-project";
import type { SimulatorConnection } from "../simulator/client/connection";
import { startSimulator, stopSimulator } from "../simulator/client/simulator-process";

const projectFolder = path.resolve(__dirname, "..");
const subscription = "5a7c1d1e-0000-4000-8000-000000000001";

/** A resource group with a network of one subnet, and the network's name and id as outputs. */
const program = (tags: string, addressPrefix = "10.0.0.0/16"): string => `
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { VirtualNetwork } = require("@pulumi/azure-native/network");
const { RandomPassword } = require("@pulumi/random");
const group = new ResourceGroup("group", { resourceGroupName: "rg-tiny", location: "westeurope", tags: ${tags} });
const network = new VirtualNetwork("network", {
  resourceGroupName: group.name, virtualNetworkName: "vnet-tiny", addressSpace: { addressPrefixes: ["${addressPrefix}"] },
});
const password = new RandomPassword("password", { length: 20 });
exports.networkId = network.id;
exports.location = network.location;
exports.passwordLength = password.result.apply((text) => text.length);
`;

describe("the real engine with the local cloud", () => {
  let folder: string;
  let cloud: SimulatorConnection;
  let project: TinyProject;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-simulator-"));
    cloud = await startSimulator({ projectFolder, stateFolder: folder });
    project = await TinyProject.create(program("{}"), cloud.providerPorts);
    project.pulumi("config", "set", "azure-native:subscriptionId", subscription);
  }, 1_200_000);

  afterAll(async () => {
    await stopSimulator(folder);
    project.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const types = async (): Promise<string[]> => (await cloud.resources()).map(({ type }) => type);

  it("creates, and changes nothing the second time", async () => {
    const first = await project.run("up", "--yes");
    expect(first.output).toContain("Resources:\n    + 4 created");
    expect(await types()).toEqual(["Microsoft.Resources/resourceGroups", "Microsoft.Network/virtualNetworks"]);
    const outputs = JSON.parse(project.pulumi("stack", "output", "--json", "--show-secrets")) as Record<string, unknown>;
    expect(outputs).toEqual({
      networkId: `/subscriptions/${subscription}/resourceGroups/rg-tiny/providers/Microsoft.Network/virtualNetworks/vnet-tiny`,
      location: "westeurope",
      passwordLength: 20,
    });
    expect((await project.run("up", "--yes")).output).toContain("Resources:\n    4 unchanged");
    expect((await project.run("preview", "--refresh", "--expect-no-changes")).exitCode).toBe(0);
  });

  it("updates in place", async () => {
    project.write("index.js", program('{ owner: "operations" }', "10.0.0.0/15"));
    expect((await project.run("up", "--yes")).output).toContain("~ 2 updated");
    const [group] = await cloud.resources();
    expect(group?.body).toMatchObject({ tags: { owner: "operations" } });
  });

  it("deletes", async () => {
    expect((await project.run("destroy", "--yes")).output).toContain("- 4 deleted");
    expect(await types()).toEqual([]);
  });
});
