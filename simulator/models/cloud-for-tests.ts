import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ArmError } from "../arm/problem";
import type { ArmBody, ArmResource } from "../arm/resource";
import { parseResourceId } from "../arm/resource-id";
import type { Requirement } from "../arm/resource-model";
import { mapping } from "../mapping/mapping";
import { Simulator } from "../simulator";
import { resourceModels } from "./resource-models";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000001";

/** A new cloud with one resource group, for tests of the models behind the door through which every request comes. */
export class CloudForTests {
  private constructor(
    private opened: Simulator,
    private readonly folder: string,
  ) {}

  static async open(location = "westeurope"): Promise<CloudForTests> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "deltawerk-models-"));
    const opened = new CloudForTests(await openIn(folder), folder);
    await opened.put(opened.group(), { location });
    return opened;
  }

  get simulator(): Simulator {
    return this.opened;
  }

  /** Ends the cloud and opens it again from what is on disk. */
  async reopen(): Promise<void> {
    await this.opened.close();
    this.opened = await openIn(this.folder);
  }

  /** The id of a resource group. */
  group(name = "rg"): string {
    return `${subscription}/resourceGroups/${name}`;
  }

  /** The id of something in a resource group, for example `Microsoft.Network/virtualNetworks/hub`. */
  id(path: string, group = "rg"): string {
    return `${this.group(group)}/providers/${path}`;
  }

  async put(id: string, body: ArmBody): Promise<ArmResource> {
    return this.simulator.parts.manager.put(id, body, 0);
  }

  /** Lets virtual time pass. */
  async pass(minutes: number): Promise<void> {
    return this.simulator.parts.writer.advanceClock(minutes);
  }

  /** Takes away something that the subscription is otherwise assumed to have been given. */
  async deny(kind: Requirement["kind"], name: string): Promise<void> {
    const subscriptionId = subscription.split("/")[2] ?? "";
    return this.simulator.parts.subscriptions.setGrant({ subscriptionId, kind, name, state: "denied" });
  }

  get(id: string): ArmResource | undefined {
    return this.simulator.parts.manager.get(id);
  }

  async remove(id: string): Promise<void> {
    return this.simulator.parts.manager.delete(id, 0);
  }

  /** The codes with which a write is refused; empty where it is accepted (and then it is done). */
  async refusals(id: string, body: ArmBody): Promise<readonly string[]> {
    return codesOf(this.put(id, body));
  }

  /** The codes with which a deletion is refused; empty where it is accepted. */
  async refusalsToRemove(id: string): Promise<readonly string[]> {
    return codesOf(this.remove(id));
  }

  /** Purges what was soft-deleted, and gives the names of what stays. */
  async purge(): Promise<readonly string[]> {
    const held = await this.simulator.parts.manager.purgeSoftDeleted([subscription.split("/")[2] ?? ""]);
    return held.map(({ resource }) => parseResourceId(resource.id).name);
  }

  /** What the subscription was assumed to have been given so far, as `kind:name`. */
  assumed(): readonly string[] {
    return this.simulator.parts.cloud.allSubscriptions().flatMap(({ assumed }) => assumed);
  }

  async close(): Promise<void> {
    await this.simulator.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

function openIn(stateFolder: string): Promise<Simulator> {
  const start = Date.parse("2026-01-01T00:00:00Z");
  const versions = { azureNative: "3", kubernetes: "4", random: "4" };
  return Simulator.open({ stateFolder, models: resourceModels, mapping, versions, start });
}

async function codesOf(request: Promise<unknown>): Promise<readonly string[]> {
  try {
    await request;
    return [];
  } catch (error) {
    if (error instanceof ArmError) return error.problems.map(({ code }) => code);
    throw error;
  }
}
