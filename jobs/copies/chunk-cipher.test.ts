import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { newDataKey, openChunk, sealChunk, TAG_BYTES } from "./chunk-cipher";
import { chunksOf, type Chunk } from "./chunks";
import { headerDigest, type CopyHeader } from "./copy-header";

const context = createHash("sha256").update("a copy").digest();

async function cut(pieces: readonly Uint8Array[], chunkBytes: number): Promise<readonly Chunk[]> {
  const chunks: Chunk[] = [];
  async function* stream() {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  for await (const chunk of chunksOf(stream(), chunkBytes)) chunks.push(chunk);
  return chunks;
}

it("a stream is cut into chunks of one size, however it comes, and the last is marked", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 16 }),
      async (pieces, size) => {
        const chunks = await cut(pieces, size);
        expect(Buffer.concat(chunks.map(({ bytes }) => bytes))).toEqual(Buffer.concat(pieces));
        expect(chunks.map(({ index }) => index)).toEqual(chunks.map((_, index) => index));
        expect(chunks.map(({ last }) => last)).toEqual(chunks.map((_, index) => index === chunks.length - 1));
        for (const { bytes, last } of chunks) expect(bytes.length === size || (last && bytes.length < size)).toBe(true);
      },
    ),
  );
});

it("a chunk opens with its key, at its place, in its copy, and in no other way", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(1000), fc.boolean(), fc.nat(), (bytes, index, last, flip) => {
      const key = newDataKey();
      const sealed = sealChunk(key, context, index, last, Buffer.from(bytes));
      expect(sealed).toHaveLength(bytes.length + TAG_BYTES);
      expect(openChunk(key, context, index, last, sealed)).toEqual(Buffer.from(bytes));
      expect(openChunk(newDataKey(), context, index, last, sealed)).toBeUndefined();
      expect(openChunk(key, Buffer.alloc(32), index, last, sealed)).toBeUndefined();
      expect(openChunk(key, context, index + 1, last, sealed)).toBeUndefined();
      expect(openChunk(key, context, index, !last, sealed)).toBeUndefined();
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(flip % altered.length) ^ (1 << (flip % 8)), flip % altered.length);
      expect(openChunk(key, context, index, last, altered)).toBeUndefined();
      expect(openChunk(key, context, index, last, sealed.subarray(0, TAG_BYTES - 1))).toBeUndefined();
    }),
  );
});

it("every field of a header changes its digest", () => {
  const header: CopyHeader = {
    schemaVersion: 1,
    platform: "pct",
    environment: "production",
    tenant: "acme",
    generation: 1,
    copy: "hot",
    slot: "2026-01-10T01:00:00.000Z",
    attempt: "a",
    chunkBytes: 4,
    chunksPerPart: 2,
  };
  const digest = headerDigest(header).toString("hex");
  for (const field of Object.keys(header) as (keyof CopyHeader)[]) {
    const other = { ...header, [field]: typeof header[field] === "number" ? 99 : "other" };
    expect(headerDigest(other).toString("hex"), field).not.toBe(digest);
  }
});
