import { createHash } from "node:crypto";
import { sealChunk } from "./chunk-cipher";
import { chunksOf } from "./chunks";
import { headerDigest, type CopyHeader } from "./copy-header";
import type { CopyContainer } from "./copy-container";
import { partName, type CopyIdentity } from "./copy-names";
import type { ManifestPart } from "./manifest";

/** Chunks that are under way to the places at the same time; with the size of a chunk this bounds the memory. */
const IN_FLIGHT = 4;

export interface CopyTarget {
  readonly place: string;
  readonly container: CopyContainer;
}

export interface WrittenCopy {
  readonly payload: { readonly bytes: number; readonly sha256: string };
  readonly parts: readonly ManifestPart[];
  /** Places that did not take the copy, with the reason. */
  readonly failures: ReadonlyMap<string, Error>;
}

/** Block ids of a blob must all be of one length (Microsoft Learn, rest/api/storageservices/put-block). */
function blockId(index: number): string {
  return Buffer.from(String(index).padStart(6, "0")).toString("base64");
}

/** The places that still take part. One that fails drops out; the others go on. */
class Fleet {
  readonly failures = new Map<string, Error>();

  constructor(private readonly targets: readonly CopyTarget[]) {}

  async each(act: (container: CopyContainer) => Promise<void>): Promise<void> {
    await Promise.all(
      this.targets.map(async ({ place, container }) => {
        if (this.failures.has(place)) return;
        try {
          await act(container);
        } catch (error) {
          this.failures.set(place, error instanceof Error ? error : new Error(String(error)));
        }
      }),
    );
    if (this.failures.size === this.targets.length) {
      const reasons = [...this.failures].map(([place, { message }]) => `${place}: ${message}`);
      throw new Error(`No place took the copy. ${reasons.join("; ")}`);
    }
  }
}

interface OpenPart {
  readonly name: string;
  readonly blocks: string[];
  readonly chunks: string[];
  readonly hash: ReturnType<typeof createHash>;
  bytes: number;
}

/**
 * Encrypts a stream once and sends it to every place in blocks, a chunk each, as it comes. No more than a few chunks are
 * in memory, however large the stream and however slow a place.
 */
export async function writeCopy(
  stream: AsyncIterable<Uint8Array>,
  identity: CopyIdentity,
  header: CopyHeader,
  dataKey: Buffer,
  targets: readonly CopyTarget[],
): Promise<WrittenCopy> {
  const context = headerDigest(header);
  const fleet = new Fleet(targets);
  const payload = createHash("sha256");
  const parts: ManifestPart[] = [];
  let payloadBytes = 0;
  let part: OpenPart | undefined;
  let underWay: Promise<void>[] = [];

  const close = async (open: OpenPart): Promise<void> => {
    await Promise.all(underWay);
    underWay = [];
    await fleet.each(async (container) => {
      if (!(await container.commitBlocks(open.name, open.blocks))) throw new Error(`${open.name} was there already.`);
    });
    parts.push({ name: open.name, bytes: open.bytes, sha256: open.hash.digest("hex"), chunks: open.chunks });
  };

  try {
    for await (const { index, last, bytes } of chunksOf(stream, header.chunkBytes)) {
      payload.update(bytes);
      payloadBytes += bytes.length;
      part ??= {
        name: partName(identity, header.attempt, parts.length + 1),
        blocks: [],
        chunks: [],
        hash: createHash("sha256"),
        bytes: 0,
      };
      const sealed = sealChunk(dataKey, context, index, last, bytes);
      const { name, blocks, chunks, hash } = part;
      const block = blockId(blocks.length);
      blocks.push(block);
      chunks.push(createHash("sha256").update(sealed).digest("hex"));
      hash.update(sealed);
      part.bytes += sealed.length;
      if (underWay.length === IN_FLIGHT) await underWay.shift();
      underWay.push(fleet.each((container) => container.stageBlock(name, block, sealed)));
      if (last || blocks.length === header.chunksPerPart) {
        await close(part);
        part = undefined;
      }
    }
  } finally {
    await Promise.allSettled(underWay);
  }
  return { payload: { bytes: payloadBytes, sha256: payload.digest("hex") }, parts, failures: fleet.failures };
}
