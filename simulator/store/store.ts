import { mkdirSync } from "node:fs";
import { ClassicLevel } from "classic-level";
import { migrate } from "./migration";
import { cloudFolder } from "../wire/endpoint";
import { StoreFullError, StoreLockedError } from "./store-error";

/** One change of a batch; a value is any JSON. */
export type Change =
  | { readonly type: "put"; readonly key: string; readonly value: unknown }
  | { readonly type: "del"; readonly key: string };

/** An entry of the store. */
export type Entry = readonly [key: string, value: unknown];

const versionKey = "meta!schemaVersion";

/**
 * The durable memory of a local cloud: a LevelDB below the state folder.
 *
 * A batch is on disk when `write` resolves, whole or not at all, whatever happens to the process afterwards. One
 * process at a time can open a store; the operating system lets go of it when that process ends, however it ends.
 */
export class Store {
  private constructor(private readonly level: ClassicLevel<string, unknown>) {}

  /**
   * Opens the store below a state folder, making it where there is none and migrating what an older release wrote.
   *
   * @throws StoreLockedError when another process has it open; StoreVersionError when a newer release wrote it
   */
  static async open(stateFolder: string): Promise<Store> {
    const folder = cloudFolder(stateFolder);
    mkdirSync(folder, { recursive: true });
    const level = new ClassicLevel<string, unknown>(folder, { valueEncoding: "json" });
    try {
      await level.open();
    } catch (error) {
      throw causeCode(error) === "LEVEL_LOCKED" ? new StoreLockedError(stateFolder) : error;
    }
    const store = new Store(level);
    try {
      await store.bringUpToDate();
    } catch (error) {
      await level.close();
      throw error;
    }
    return store;
  }

  /** All entries below a prefix such as `resource!`, in order of their keys. */
  async entries(prefix: string): Promise<readonly Entry[]> {
    return await this.level.iterator({ gte: prefix, lt: `${prefix}\uffff` }).all();
  }

  /**
   * Stores all changes or none.
   *
   * @throws StoreFullError when the disk is full; nothing of the batch is stored then
   */
  async write(changes: readonly Change[]): Promise<void> {
    try {
      await this.level.batch([...changes], { sync: true });
    } catch (error) {
      throw isDiskFull(error) ? new StoreFullError(error) : error;
    }
  }

  async close(): Promise<void> {
    await this.level.close();
  }

  private async bringUpToDate(): Promise<void> {
    const entries = await this.entries("");
    await this.write(migrate(entries, versionKey));
  }
}

function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? cause.code : undefined;
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /no space left|ENOSPC/i.test(`${error.message} ${String(error.cause ?? "")}`);
}
