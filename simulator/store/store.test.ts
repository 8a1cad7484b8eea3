import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { ClassicLevel } from "classic-level";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Store } from "./store";
import { StoreLockedError, StoreVersionError, StoreWriteError } from "./store-error";

const projectFolder = path.resolve(__dirname, "../..");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-store-"));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the store, uses it and closes it. */
async function withStore<T>(use: (store: Store) => Promise<T> | T): Promise<T> {
  const store = await Store.open(folder);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

describe("the store", () => {
  it("keeps what was written, in order of keys", async () => {
    await withStore((store) =>
      store.write([
        { type: "put", key: "a!2", value: { two: [2] } },
        { type: "put", key: "a!1", value: 1 },
        { type: "put", key: "b!1", value: "other" },
      ]),
    );
    await withStore((store) => store.write([{ type: "del", key: "b!1" }]));
    await withStore((store) => {
      expect(store.entries("a!")).toEqual([
        ["a!1", 1],
        ["a!2", { two: [2] }],
      ]);
      expect(store.entries("b!")).toEqual([]);
    });
  });

  it("is refused to a second opener while the first has it", async () => {
    await withStore(async () => {
      await expect(Store.open(folder)).rejects.toThrow(StoreLockedError);
    });
    await withStore((store) => expect(store.entries("nothing!")).toEqual([]));
  });

  it("is refused when a newer release wrote it, and stays as it is", async () => {
    const newer = { type: "put", key: "meta!schemaVersion", value: 999 } as const;
    await withStore((store) => store.write([newer]));
    await expect(Store.open(folder)).rejects.toThrow(StoreVersionError);
    await expect(Store.open(folder)).rejects.toThrow("schema version 999");
  });

  it("fails a write that the disk does not take, and goes on when it does again", async () => {
    await withStore(async (store) => {
      await store.write([{ type: "put", key: "x", value: "before" }]);
      const batch = vi.spyOn(ClassicLevel.prototype, "batch");
      batch.mockRejectedValueOnce(new Error("No space left on device"));
      const failed = store.write([{ type: "put", key: "x", value: "lost" }]);
      await expect(failed).rejects.toThrow(StoreWriteError);
      expect(store.entries("x")).toEqual([["x", "before"]]);
      await store.write([{ type: "put", key: "y", value: "after" }]);
    });
    await withStore((store) => {
      expect(store.entries("x")).toEqual([["x", "before"]]);
      expect(store.entries("y")).toEqual([["y", "after"]]);
    });
  });

  it("undoes a write of which nobody knows whether it reached the disk", async () => {
    await withStore(async (store) => {
      await store.write([{ type: "put", key: "x", value: "before" }]);
      const batch = vi.spyOn(ClassicLevel.prototype, "batch");
      batch.mockImplementationOnce(async function (this: ClassicLevel, ...parameters: unknown[]) {
        batch.mockRestore();
        await this.batch(parameters[0] as never, parameters[1] as never);
        throw new Error("the answer was lost");
      } as never);
      await expect(store.write([{ type: "put", key: "x", value: "perhaps" }])).rejects.toThrow("the answer was lost");
      await store.write([{ type: "put", key: "y", value: 1 }]);
    });
    await withStore((store) => expect(store.entries("x")).toEqual([["x", "before"]]));
  });

  it(
    "has every acknowledged batch, whole, after its process is killed at any moment",
    { timeout: 60_000 },
    async () => {
      for (let round = 0; round < 12; round++) {
        const acknowledged = await killedWriter(Math.random() * 120);
        await withStore((store) => {
          const [, count] = store.entries("count")[0] ?? ["", 0];
          expect(Number(count)).toBeGreaterThanOrEqual(acknowledged);
          expect(store.entries("left!").map(([, value]) => value)).toEqual(
            store.entries("right!").map(([, value]) => value),
          );
        });
      }
    },
  );
});

/** Lets a process write for some milliseconds from its first batch on, kills it, and gives the last batch it reported. */
async function killedWriter(milliseconds: number): Promise<number> {
  const load = createRequire(path.join(projectFolder, "package.json"));
  const { bundleOf } = load("./source-loader.js") as { readonly bundleOf: (entry: string) => string };
  const child = spawn(process.execPath, [bundleOf("simulator/store/test-bed/endless-writer.ts"), folder]);
  let output = "";
  const first = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += String(chunk);
      resolve();
    });
  });
  await first;
  await sleep(milliseconds);
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
  const lines = output.split("\n").slice(0, -1);
  return Number(lines.at(-1) ?? 0);
}
