import type { BlobEntry, CopyContainer } from "../../../jobs/copies/copy-container";
import { inOnePiece } from "../../../jobs/test-bed/reseal";
import type { BlobAccess, BlobPlace } from "../../../simulator/wire/blob-messages";

/** A container of the local cloud, as the jobs use one: what is there is never overwritten. */
export class CloudContainer implements CopyContainer {
  private readonly staged = new Map<string, Buffer>();

  constructor(
    private readonly blobs: BlobAccess,
    private readonly place: BlobPlace,
  ) {}

  async *list(prefix: string): AsyncGenerator<BlobEntry> {
    yield* await this.blobs.list(this.place, prefix);
  }

  stageBlock(name: string, block: string, bytes: Buffer): Promise<void> {
    this.staged.set(`${name}!${block}`, bytes);
    return Promise.resolve();
  }

  commitBlocks(name: string, blocks: readonly string[]): Promise<boolean> {
    const bytes = blocks.map((block) => {
      const found = this.staged.get(`${name}!${block}`);
      if (found === undefined) throw new Error(`${name} has no block ${block} (InvalidBlockList)`);
      this.staged.delete(`${name}!${block}`);
      return found;
    });
    return this.blobs.create(this.place, name, Buffer.concat(bytes).toString("base64"));
  }

  create(name: string, text: string): Promise<boolean> {
    return this.blobs.create(this.place, name, Buffer.from(text, "utf8").toString("base64"));
  }

  async read(name: string): Promise<string | undefined> {
    return (await this.bytes(name))?.toString("utf8");
  }

  async stream(name: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const bytes = await this.bytes(name);
    return bytes === undefined ? undefined : inOnePiece(bytes);
  }

  /** The whole of a blob. */
  async bytes(name: string): Promise<Buffer | undefined> {
    const base64 = await this.blobs.read(this.place, name);
    return base64 === undefined ? undefined : Buffer.from(base64, "base64");
  }

  /** Changes or removes (`undefined`) a blob past every right. */
  tamper(name: string, bytes: Buffer | undefined): Promise<void> {
    return this.blobs.tamper(this.place, name, bytes?.toString("base64"));
  }
}
