import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Cloud } from "../arm/cloud";
import { ModelRegister } from "../arm/model-register";
import { ArmError } from "../arm/problem";
import type { ArmBody, ArmResource } from "../arm/resource";
import { ResourceManager } from "../arm/resource-manager";
import { VirtualClock } from "../clock/virtual-clock";
import { Store } from "../store/store";
import { models } from "./models";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000001";

/** A new cloud with one resource group, for tests of the models behind the door through which every request comes. */
export class CloudForTests {
  private constructor(
    private readonly manager: ResourceManager,
    private readonly store: Store,
    private readonly folder: string,
  ) {}

  static async open(location = "westeurope"): Promise<CloudForTests> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "deltawerk-models-"));
    const store = await Store.open(folder);
    const clock = new VirtualClock({ now: Date.parse("2026-01-01T00:00:00Z") });
    const cloud = new Cloud(() => clock.now, "11111111-1111-4111-8111-111111111111");
    const opened = new CloudForTests(
      new ResourceManager(store, cloud, clock, new ModelRegister(models), 0),
      store,
      folder,
    );
    await opened.put(opened.group(), { location });
    return opened;
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
    return this.manager.put(id, body, 0);
  }

  get(id: string): ArmResource | undefined {
    return this.manager.get(id);
  }

  async remove(id: string): Promise<void> {
    return this.manager.delete(id, 0);
  }

  /** The codes with which a write is refused; empty where it is accepted (and then it is done). */
  async refusals(id: string, body: ArmBody): Promise<readonly string[]> {
    return codesOf(this.put(id, body));
  }

  /** The codes with which a deletion is refused; empty where it is accepted. */
  async refusalsToRemove(id: string): Promise<readonly string[]> {
    return codesOf(this.remove(id));
  }

  async close(): Promise<void> {
    await this.store.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
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
