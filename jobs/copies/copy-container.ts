import { RestError, type ContainerClient } from "@azure/storage-blob";

/** A blob's name, and how big it is. */
export interface BlobEntry {
  readonly name: string;
  readonly bytes: number;
}

/**
 * A container that holds copies, used with rights to create and to list: nothing is ever overwritten, and a writer cannot
 * read. Reading needs another identity.
 */
export interface CopyContainer {
  /** Names below a prefix. */
  list(prefix: string): AsyncIterable<BlobEntry>;
  /** Sends a block of a blob that is not there yet. */
  stageBlock(name: string, block: string, bytes: Buffer): Promise<void>;
  /** Makes a blob of staged blocks; says whether it did, or a blob of that name was there already. */
  commitBlocks(name: string, blocks: readonly string[]): Promise<boolean>;
  /** Makes a small blob in one go; says whether it did, or a blob of that name was there already. */
  create(name: string, text: string, contentType: string): Promise<boolean>;
  /** The text of a blob, or nothing where there is none. */
  read(name: string): Promise<string | undefined>;
  /** The bytes of a blob, or nothing where there is none. */
  stream(name: string): Promise<AsyncIterable<Uint8Array> | undefined>;
}

const ONLY_NEW = { ifNoneMatch: "*" } as const;

/** Codes with which the service refuses to write over a blob (Microsoft Learn, rest/api/storageservices/blob-service-error-codes). */
const ALREADY_THERE: ReadonlySet<string> = new Set([
  "BlobAlreadyExists",
  "BlobImmutableDueToPolicy",
  "ConditionNotMet",
  "UnauthorizedBlobOverwrite",
]);

/** A container of Azure Blob Storage. */
export class BlobContainer implements CopyContainer {
  constructor(
    private readonly client: ContainerClient,
    private readonly signal: AbortSignal,
  ) {}

  async *list(prefix: string): AsyncGenerator<BlobEntry> {
    for await (const item of this.client.listBlobsFlat({ prefix, abortSignal: this.signal })) {
      yield { name: item.name, bytes: item.properties.contentLength ?? 0 };
    }
  }

  async stageBlock(name: string, block: string, bytes: Buffer): Promise<void> {
    const client = this.client.getBlockBlobClient(name);
    await client.stageBlock(block, bytes, bytes.length, { abortSignal: this.signal });
  }

  async commitBlocks(name: string, blocks: readonly string[]): Promise<boolean> {
    const client = this.client.getBlockBlobClient(name);
    return this.onlyNew(() =>
      client.commitBlockList([...blocks], {
        conditions: ONLY_NEW,
        blobHTTPHeaders: { blobContentType: "application/octet-stream" },
        abortSignal: this.signal,
      }),
    );
  }

  async create(name: string, text: string, contentType: string): Promise<boolean> {
    const bytes = Buffer.from(text, "utf8");
    const client = this.client.getBlockBlobClient(name);
    return this.onlyNew(() =>
      client.upload(bytes, bytes.length, {
        conditions: ONLY_NEW,
        blobHTTPHeaders: { blobContentType: contentType },
        abortSignal: this.signal,
      }),
    );
  }

  async read(name: string): Promise<string | undefined> {
    const stream = await this.stream(name);
    if (stream === undefined) return undefined;
    const pieces: Uint8Array[] = [];
    for await (const piece of stream) pieces.push(piece);
    return Buffer.concat(pieces).toString("utf8");
  }

  async stream(name: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    try {
      const { readableStreamBody } = await this.client.getBlobClient(name).download(0, undefined, {
        abortSignal: this.signal,
      });
      if (readableStreamBody === undefined) throw new Error(`${name} has no body.`);
      return readableStreamBody as AsyncIterable<Uint8Array>;
    } catch (error) {
      if (error instanceof RestError && error.code === "BlobNotFound") return undefined;
      throw error;
    }
  }

  private async onlyNew(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (error) {
      if (error instanceof RestError && ALREADY_THERE.has(error.code ?? "")) return false;
      throw error;
    }
  }
}
