import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import type { ContainerClient } from "@azure/storage-blob";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DamageKind } from "../copies/damage";
import { contentsOf, manifestIn, MANIFEST } from "../test-bed/copied-blobs";
import { overwrite, rewrite } from "../test-bed/copy-damage";
import { newKey, TenantWorld } from "../test-bed/tenant-world";
import { damagesIn, exported, verify } from "../test-bed/verification-run";

let world: TenantWorld;
beforeAll(async () => {
  world = await TenantWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

describe("a damaged copy is found, and its place is not restored from", () => {
  const cases: readonly (readonly [string, DamageKind, (container: ContainerClient) => Promise<unknown>])[] = [
    [
      "a flipped bit",
      "altered",
      async (container) => {
        const [, second] = (await manifestIn(container)).parts;
        const bytes = await contentsOf(container, second?.name ?? "");
        bytes.writeUInt8(bytes.readUInt8(700) ^ 1, 700);
        await overwrite(container, second?.name ?? "", bytes);
      },
    ],
    [
      "a truncated part",
      "truncated",
      async (container) => {
        const [first] = (await manifestIn(container)).parts;
        const bytes = await contentsOf(container, first?.name ?? "");
        await overwrite(container, first?.name ?? "", bytes.subarray(0, 600));
      },
    ],
    [
      "a missing part",
      "missing part",
      async (container) => {
        const [, second] = (await manifestIn(container)).parts;
        await container.deleteBlob(second?.name ?? "");
      },
    ],
    [
      "a last part that manifest and account lack alike",
      "missing part",
      (container) => rewrite(container, ({ parts }) => ({ parts: parts.slice(0, -1) })),
    ],
    [
      "a tail that is cut off, with sizes and sums made to fit",
      "not authentic",
      (container) =>
        rewrite(container, ({ parts, payload, encryption }) => {
          const kept = parts.slice(0, -1);
          const chunks = kept.reduce((sum, part) => sum + part.chunks.length, 0);
          return { parts: kept, payload: { ...payload, bytes: chunks * encryption.chunkBytes } };
        }),
    ],
    [
      "two parts in each other's place, with sums made to fit",
      "not authentic",
      async (container) => {
        const { parts } = await manifestIn(container);
        const [first, second] = parts;
        if (first === undefined || second === undefined) throw new Error("The copy is too small for this test.");
        const [a, b] = [await contentsOf(container, first.name), await contentsOf(container, second.name)];
        await overwrite(container, first.name, b);
        await overwrite(container, second.name, a);
        await rewrite(container, () => ({
          parts: [{ ...second, name: first.name }, { ...first, name: second.name }, ...parts.slice(2)],
        }));
      },
    ],
    [
      "another payload's sum in the manifest",
      "payload",
      (container) => rewrite(container, ({ payload }) => ({ payload: { ...payload, sha256: sha256(Buffer.of(1)) } })),
    ],
    ["a manifest that is torn", "manifest", (container) => overwrite(container, MANIFEST, Buffer.from('{"schemaVer'))],
    ["a manifest of a later program", "manifest", (container) => rewrite(container, () => ({ schemaVersion: 2 }))],
    ["the copy of another tenant", "manifest", (container) => rewrite(container, () => ({ tenant: "fjel" }))],
    [
      "a data key that is wrapped for somebody else",
      "key",
      (container) =>
        rewrite(container, ({ encryption }) => ({
          encryption: {
            ...encryption,
            recipients: encryption.recipients.map((recipient) => ({
              ...recipient,
              wrapped: Buffer.alloc(256, 7).toString("base64url"),
            })),
          },
        })),
    ],
  ];

  it.each(cases)("%s: %s", async (_, kind, damage) => {
    const place = await world.place("weu");
    await damage(await exported(world, place));
    const { context, outcome } = verify(world, [place]);
    expect(await outcome).toBe("notAsPromised");
    expect(damagesIn(context)).toEqual([kind]);
    expect(context.metric("verification.success", "weu")).toBe(0);
    expect(world.tool.imported).toEqual([]);
    expect(await readdir(world.scratch)).toEqual([]);
  });

  it("the wrong key at hand", async () => {
    const place = await world.place("weu");
    await exported(world, place);
    const { context, outcome } = verify(world, [place], {}, newKey());
    expect(await outcome).toBe("notAsPromised");
    expect(damagesIn(context)).toEqual(["key"]);
  });

  it("no copy at all", async () => {
    const { context, outcome } = verify(world, [await world.place("weu")]);
    expect(await outcome).toBe("notAsPromised");
    expect(damagesIn(context)).toEqual(["absent"]);
  });

  it("bytes without a manifest are no copy", async () => {
    const place = await world.place("weu");
    const container = await exported(world, place);
    await container.deleteBlob(MANIFEST);
    const { context, outcome } = verify(world, [place]);
    expect(await outcome).toBe("notAsPromised");
    expect(damagesIn(context)).toEqual(["absent"]);
  });

  it("one damaged place is found beside a whole one", async () => {
    const [noe, now] = [await world.place("noe"), await world.place("now")];
    const container = await exported(world, noe);
    await exported(world, now);
    await container.deleteBlob((await manifestIn(container)).parts[0]?.name ?? "");
    const { context, outcome } = verify(world, [noe, now]);
    expect(await outcome).toBe("notAsPromised");
    expect(context.metric("verification.success", "noe")).toBe(0);
    expect(context.metric("verification.success", "now")).toBe(1);
  });
});
