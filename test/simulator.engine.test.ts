import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TinyProject } from "../operations/engine/test-bed/tiny-project";
import type { SimulatorConnection } from "../simulator/client/connection";
import { startSimulator, stopSimulator } from "../simulator/client/simulator-process";

const projectFolder = path.resolve(__dirname, "..");
const subscription = "5a7c1d1e-0000-4000-8000-000000000001";
const group = `/subscriptions/${subscription}/resourceGroups/rg-tiny`;
const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-tiny`;

/** What a program differs in from the others. */
interface Variant {
  readonly owner?: string;
  readonly subnetPrefix?: string;
  readonly location?: string;
  readonly more?: string;
}

/** A resource group with a network and a subnet of its own, and a password. */
function program({ owner = "platform", subnetPrefix = "10.0.1.0/24", location = "westeurope", more = "" }: Variant) {
  return `
const { secret } = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { VirtualNetwork, Subnet, PublicIPAddress } = require("@pulumi/azure-native/network");
const { RandomPassword } = require("@pulumi/random");
const tags = { owner: "${owner}", contact: secret("hidden-contact") };
const group = new ResourceGroup("group", { resourceGroupName: "rg-tiny", location: "westeurope", tags });
const network = new VirtualNetwork("network", {
  resourceGroupName: group.name, virtualNetworkName: "vnet-tiny", location: "${location}",
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new Subnet("subnet", {
  resourceGroupName: group.name, virtualNetworkName: network.name, subnetName: "web", addressPrefix: "${subnetPrefix}",
});
const password = new RandomPassword("password", { length: 20 });
exports.subnetId = subnet.id;
exports.location = network.location;
exports.passwordLength = password.result.apply((text) => text.length);
${more}`;
}

describe("the real engine with the local cloud", () => {
  let folder: string;
  let cloud: SimulatorConnection;
  let project: TinyProject;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-simulator-"));
    cloud = await startSimulator({ projectFolder, stateFolder: folder });
    project = await TinyProject.create(program({}), cloud.providerPorts);
    await project.pulumi("config", "set", "azure-native:subscriptionId", subscription);
  }, 1_200_000);

  afterAll(async () => {
    await stopSimulator(folder);
    project.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const ids = async (): Promise<string[]> => (await cloud.resources()).map(({ id }) => id);
  const up = (variant: Variant): ReturnType<TinyProject["run"]> => {
    project.write("index.js", program(variant));
    return project.run("up", "--yes");
  };

  it("creates, and changes nothing the second time, also after a refresh", { timeout: 120_000 }, async () => {
    const first = await project.run("up", "--yes");
    expect(first.output).toContain("+ 5 created");
    expect(await ids()).toEqual([group, network, `${network}/subnets/web`]);
    const outputs: unknown = JSON.parse(await project.pulumi("stack", "output", "--json", "--show-secrets"));
    expect(outputs).toEqual({ subnetId: `${network}/subnets/web`, location: "westeurope", passwordLength: 20 });
    const state = await project.pulumi("stack", "export");
    expect(state).toContain('"owner": "platform"');
    expect(state).not.toContain("hidden-contact");
    expect((await project.run("up", "--yes")).output).toContain("5 unchanged");
    expect((await project.run("preview", "--refresh", "--expect-no-changes")).exitCode).toBe(0);
  });

  it("updates in place, keeping what the update does not speak of", { timeout: 60_000 }, async () => {
    const { output } = await up({ owner: "operations" });
    expect(output).toContain("~ 1 updated");
    const [found] = await cloud.resources(group);
    expect(found?.body).toMatchObject({ tags: { owner: "operations", contact: "hidden-contact" } });
    expect(await ids()).toContain(`${network}/subnets/web`);
  });

  it("shows Azure's own error and changes nothing", { timeout: 60_000 }, async () => {
    const { output, exitCode } = await up({ owner: "operations", subnetPrefix: "192.168.0.0/24" });
    expect(exitCode).not.toBe(0);
    expect(output).toContain('Code="NetcfgInvalidSubnet"');
    expect((await up({ owner: "operations" })).output).toContain("5 unchanged");
  });

  it("previews a replacement where the location changes", { timeout: 60_000 }, async () => {
    project.write("index.js", program({ owner: "operations", location: "northeurope" }));
    const { output } = await project.run("preview", "--diff");
    expect(output).toContain("azure-native:network:VirtualNetwork: (replace)");
    expect(output).toContain('location: "westeurope" => "northeurope"');
  });

  it("refuses unknown properties and types before anything is made", { timeout: 60_000 }, async () => {
    const more = `new PublicIPAddress("address", { resourceGroupName: group.name, publicIPAddresName: "pip" });`;
    const { output, exitCode } = await up({ owner: "operations", more });
    expect(exitCode).not.toBe(0);
    expect(output).toContain("missing required property 'publicIpAddressName'");
  });

  it("is there again, with the same ports, after its process was killed", { timeout: 60_000 }, async () => {
    process.kill(cloud.endpoint.processId, "SIGKILL");
    const again = await startSimulator({ projectFolder, stateFolder: folder });
    expect(again.providerPorts).toEqual(cloud.providerPorts);
    expect(again.endpoint.processId).not.toBe(cloud.endpoint.processId);
    cloud = again;
    expect((await up({ owner: "operations" })).output).toContain("5 unchanged");
  });

  it("imports what exists with inputs that change nothing", { timeout: 120_000 }, async () => {
    await project.pulumi("state", "delete", "--yes", "--force", await urnOf("subnet"));
    const id = `${network}/subnets/web`;
    await project.pulumi(
      "import",
      "--yes",
      "--protect=false",
      "--generate-code=false",
      "azure-native:network:Subnet",
      "subnet",
      id,
    );
    expect((await up({ owner: "operations" })).output).toContain("5 unchanged");
  });

  it("deletes everything", { timeout: 60_000 }, async () => {
    expect((await project.run("destroy", "--yes")).output).toContain("- 5 deleted");
    expect(await ids()).toEqual([]);
  });

  async function urnOf(name: string): Promise<string> {
    const { deployment } = JSON.parse(await project.pulumi("stack", "export")) as {
      readonly deployment: { readonly resources: readonly { readonly urn: string }[] };
    };
    return deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";
  }
});
