import { mkdirSync } from "node:fs";
import { ClassicLevel } from "classic-level";
import { cloudFolder } from "../wire/endpoint";
import { requireRoom } from "./disk-room";
import { migrate } from "./migration";
import { StoreLockedError, StoreWriteError } from "./store-error";

/** One change of a batch; a value is any JSON. */
export type Change =
  | { readonly type: "put"; readonly key: string; readonly value: unknown }
  | { readonly type: "del"; readonly key: string };

/** An entry of the store. */
export type Entry = readonly [key: string, value: unknown];

type Level = ClassicLevel<string, unknown>;

const versionKey = "meta!schemaVersion";

/**
 * The durable memory of a local cloud: a LevelDB below the state folder, with all that is in it in memory as well.
 *
 * A batch is on disk when `write` resolves, whole or not at all, whatever happens to the process afterwards. One
 * process at a time can open a store; the operating system lets go of it when that process ends, however it ends.
 */
export class Store {
  /** Keys of a batch of which it is not known whether it reached the disk. */
  private unsettled: readonly string[] = [];

  private constructor(
    private readonly stateFolder: string,
    private level: Level,
    private readonly entriesByKey: Map<string, unknown>,
  ) {}

  /**
   * Opens the store below a state folder, making it where there is none and migrating what an older release wrote.
   *
   * @throws StoreLockedError when another process has it open; StoreVersionError when a newer release wrote it
   */
  static async open(stateFolder: string): Promise<Store> {
    mkdirSync(cloudFolder(stateFolder), { recursive: true });
    const level = await openLevel(stateFolder);
    try {
      const store = new Store(stateFolder, level, new Map(await level.iterator().all()));
      await store.write(migrate(store.entries(""), versionKey));
      return store;
    } catch (error) {
      await level.close();
      throw error;
    }
  }

  /** All entries below a prefix such as `resource!`, in order of their keys. */
  entries(prefix: string): readonly Entry[] {
    return [...this.entriesByKey].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /**
   * Stores all changes or none.
   *
   * @throws StoreWriteError when the disk does not take them, because it is full for example; nothing is changed then,
   * and once the disk takes writes again the store goes on by itself
   */
  async write(changes: readonly Change[]): Promise<void> {
    try {
      await this.settle();
      this.unsettled = changes.map(({ key }) => key);
      await this.level.batch([...changes], { sync: true });
    } catch (error) {
      throw new StoreWriteError(this.stateFolder, error);
    }
    this.unsettled = [];
    for (const change of changes) {
      if (change.type === "put") this.entriesByKey.set(change.key, change.value);
      else this.entriesByKey.delete(change.key);
    }
  }

  /**
   * Looks whether the disk has room for an operation of an engine that keeps its state beside the cloud.
   *
   * @throws StoreWriteError where it has not
   */
  requireRoom(): void {
    requireRoom(this.stateFolder);
  }

  async close(): Promise<void> {
    await this.level.close();
  }

  /**
   * After a failed write LevelDB may have a torn end of its log in hand, and what it writes behind that could be lost.
   * Opening it anew gives it a new log; what the failed batch may have left is put back as it was.
   */
  private async settle(): Promise<void> {
    if (this.unsettled.length === 0) return;
    await this.level.close();
    this.level = await openLevel(this.stateFolder);
    const before = this.unsettled.map((key): Change => {
      return this.entriesByKey.has(key)
        ? { type: "put", key, value: this.entriesByKey.get(key) }
        : { type: "del", key };
    });
    await this.level.batch(before, { sync: true });
    this.unsettled = [];
  }
}

async function openLevel(stateFolder: string): Promise<Level> {
  const level: Level = new ClassicLevel(cloudFolder(stateFolder), { valueEncoding: "json" });
  try {
    await level.open();
    return level;
  } catch (error) {
    throw causeCode(error) === "LEVEL_LOCKED" ? new StoreLockedError(stateFolder) : error;
  }
}

function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? cause.code : undefined;
}
