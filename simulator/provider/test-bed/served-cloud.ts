import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { mapping } from "../../mapping/mapping";
import { resourceModels } from "../../models/resource-models";
import { Simulator } from "../../simulator";
import type { PropertyMap } from "../property-value";
import { serveProvider, type ProviderServer } from "../provider-server";
import { ProviderClient, type Recorded } from "./provider-client";

export const groupToken = "azure-native:resources:ResourceGroup";
export const networkToken = "azure-native:network:VirtualNetwork";
export const subnetToken = "azure-native:network:Subnet";
export const subscription = "5a7c1d1e-0000-4000-8000-000000000001";

/** Inputs of a network in a group. */
export function networkInputs(group: string): PropertyMap {
  return {
    resourceGroupName: group,
    virtualNetworkName: "vnet",
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  };
}

/** A new local cloud with all its models, its azure-native provider on a port, and a configured client of that. */
export class ServedCloud {
  private groups = 0;

  private constructor(
    private readonly folder: string,
    readonly simulator: Simulator,
    readonly server: ProviderServer,
    readonly client: ProviderClient,
  ) {}

  static async start(): Promise<ServedCloud> {
    const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-provider-"));
    const versions = { azureNative: "3.28.0", kubernetes: "4.34.2", random: "4.21.2" };
    const simulator = await Simulator.open({ stateFolder: folder, mapping, models: resourceModels, versions });
    const azure = simulator.parts.providers.find(({ name }) => name === "azure-native");
    if (azure === undefined) throw new Error("the local cloud has no azure-native provider");
    const server = await serveProvider(azure, 0, { onRequest: () => undefined, onFailure: () => undefined });
    const client = new ProviderClient(server.port);
    await client.configure({ subscriptionId: subscription });
    return new ServedCloud(folder, simulator, server, client);
  }

  /** Makes a resource as the engine does: check, then create. Fails where the check does. */
  async make(token: string, news: PropertyMap): Promise<Recorded & { readonly inputs: PropertyMap }> {
    const { inputs, failures } = await this.client.check(token, news);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return { ...(await this.client.create(token, inputs)), inputs };
  }

  /** Makes a group of its own for a test and gives its name. */
  async newGroup(): Promise<string> {
    const name = `rg-${++this.groups}`;
    await this.make(groupToken, { resourceGroupName: name, location: "westeurope" });
    return name;
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.server.close();
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
