import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Simulator, type SimulatorParts } from "../../simulator";
import { ArmError } from "../problem";
import type { ArmBody, ArmResource } from "../resource";
import { smallModels } from "./small-models";

export const subscription = "/subscriptions/5a7c1d1e-0000-4000-8000-000000000001";
export const group = `${subscription}/resourceGroups/rg`;

/** The id of something in the group, for example `accounts/a`. */
export function id(path: string): string {
  return `${group}/providers/Test.Storage/${path}`;
}

/** A cloud of the small models, with the group in it. */
export class SmallCloud {
  private constructor(
    private readonly folder: string,
    private opened: Simulator,
  ) {}

  static async make(): Promise<SmallCloud> {
    const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-manager-"));
    const cloud = new SmallCloud(folder, await open(folder));
    await cloud.put(group, { location: "westeurope" });
    return cloud;
  }

  get simulator(): Simulator {
    return this.opened;
  }

  get parts(): SimulatorParts {
    return this.opened.parts;
  }

  /** Writes in a run of its own. */
  put(resource: string, body: ArmBody = {}): Promise<ArmResource> {
    return this.parts.manager.put(resource, body, this.parts.clock.beginRun());
  }

  /** Deletes in a run of its own. */
  remove(resource: string): Promise<void> {
    return this.parts.manager.delete(resource, this.parts.clock.beginRun());
  }

  get(resource: string): ArmBody | undefined {
    return this.parts.manager.get(resource)?.body;
  }

  /** Closes the cloud and opens it again from disk. */
  async reopen(): Promise<void> {
    await this.opened.close();
    this.opened = await open(this.folder);
  }

  async destroy(): Promise<void> {
    await this.opened.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The codes with which a request is refused; none where it is not. */
export async function refusal(request: Promise<unknown>): Promise<readonly string[]> {
  try {
    await request;
  } catch (error) {
    if (error instanceof ArmError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

function open(stateFolder: string): Promise<Simulator> {
  return Simulator.open({
    stateFolder,
    models: smallModels,
    mapping: { of: () => undefined, tokens: () => [] },
    versions: { azureNative: "0", kubernetes: "0", random: "0" },
    start: Date.parse("2026-01-01T00:00:00Z"),
  });
}
