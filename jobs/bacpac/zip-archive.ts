import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { createInflateRaw, crc32 } from "node:zlib";

/** A file in an archive, as the central directory lists it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

/** The archive is not one, or not whole. */
export class ZipError extends Error {
  override readonly name = "ZipError";
}

const STORED = 0;
const DEFLATED = 8;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const READ_BYTES = 1 << 20;
const IN_ZIP64_16 = 0xffff;
const IN_ZIP64 = 0xffffffff;

/**
 * A ZIP archive in a file, read by its central directory; with ZIP64, because data of more than 4 GiB needs it.
 *
 * @see PKWARE, APPNOTE.TXT 6.3.10, section 4.3.
 */
export class ZipArchive {
  private constructor(
    private readonly file: FileHandle,
    readonly entries: readonly ZipEntry[],
  ) {}

  /** @throws ZipError where the file is not a whole archive. */
  static async open(path: string): Promise<ZipArchive> {
    const file = await open(path, "r");
    try {
      return new ZipArchive(file, await readDirectory(file));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  find(name: string): ZipEntry | undefined {
    return this.entries.find((entry) => entry.name === name);
  }

  /**
   * The contents of a file, piece by piece.
   *
   * @throws ZipError at the end where length or checksum are not as the archive says, or on the way where it is torn.
   */
  async *contents(entry: ZipEntry): AsyncGenerator<Buffer> {
    const header = await readAt(this.file, entry.offset, 30);
    if (header.readUInt32LE(0) !== LOCAL) throw new ZipError(`${entry.name} has no header where it should be.`);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const raw = this.rawBytes(entry.name, start, entry.compressedBytes);
    let length = 0;
    let checksum = 0;
    try {
      for await (const piece of inflated(entry, raw)) {
        length += piece.length;
        if (length > entry.bytes) throw new ZipError(`${entry.name} is longer than the archive says.`);
        checksum = crc32(piece, checksum);
        yield piece;
      }
    } catch (error) {
      if (error instanceof ZipError) throw error;
      throw new ZipError(
        `${entry.name} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
    if (length !== entry.bytes) {
      throw new ZipError(`${entry.name} has ${length} bytes, the archive says ${entry.bytes}.`);
    }
    if (checksum !== entry.crc32) throw new ZipError(`${entry.name} has another checksum than the archive says.`);
  }

  private async *rawBytes(name: string, start: number, length: number): AsyncGenerator<Buffer> {
    for (let at = 0; at < length; at += READ_BYTES) {
      const piece = await readAt(this.file, start + at, Math.min(READ_BYTES, length - at));
      if (piece.length === 0) throw new ZipError(`${name} is cut off.`);
      yield piece;
    }
  }
}

function inflated(entry: ZipEntry, raw: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  switch (entry.method) {
    case STORED:
      return raw;
    case DEFLATED: {
      const source = Readable.from(raw);
      const inflate = createInflateRaw();
      source.on("error", (error) => inflate.destroy(error));
      return source.pipe(inflate) as AsyncIterable<Buffer>;
    }
    default:
      throw new ZipError(`${entry.name} is compressed by method ${entry.method}, which no BACPAC uses.`);
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new ZipError("The archive is cut off.");
    filled += bytesRead;
  }
  return buffer;
}

interface DirectoryPlace {
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
}

async function findDirectory(file: FileHandle): Promise<DirectoryPlace> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, END_BYTES + LONGEST_COMMENT);
  const tail = await readAt(file, size - tailBytes, tailBytes);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END) continue;
    const plain = {
      entries: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const isLarge = plain.entries === IN_ZIP64_16 || plain.bytes === IN_ZIP64 || plain.offset === IN_ZIP64;
    return isLarge ? findLargeDirectory(file, size - tailBytes + at) : plain;
  }
  throw new ZipError("The archive has no end of a central directory: it is cut off, or no ZIP archive.");
}

async function findLargeDirectory(file: FileHandle, end: number): Promise<DirectoryPlace> {
  if (end < 20) throw new ZipError("The archive has no ZIP64 locator.");
  const locator = await readAt(file, end - 20, 20);
  if (locator.readUInt32LE(0) !== END_64_LOCATOR) throw new ZipError("The archive has no ZIP64 locator.");
  const record = await readAt(file, Number(locator.readBigUInt64LE(8)), 56);
  if (record.readUInt32LE(0) !== END_64) throw new ZipError("The archive has no ZIP64 end of a central directory.");
  return {
    entries: Number(record.readBigUInt64LE(32)),
    bytes: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

/** Sizes and offset, which stand in an extra field of id 1 where they do not fit. */
function sizesOf(header: Buffer, extra: Buffer): Pick<ZipEntry, "bytes" | "compressedBytes" | "offset"> {
  let large: Buffer = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) large = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  let used = 0;
  const field = (small: number): number => {
    if (small !== IN_ZIP64) return small;
    if (used + 8 > large.length) throw new ZipError("The central directory lacks a ZIP64 size.");
    const value = Number(large.readBigUInt64LE(used));
    used += 8;
    return value;
  };
  const bytes = field(header.readUInt32LE(24));
  const compressedBytes = field(header.readUInt32LE(20));
  return { bytes, compressedBytes, offset: field(header.readUInt32LE(42)) };
}

async function readDirectory(file: FileHandle): Promise<readonly ZipEntry[]> {
  const place = await findDirectory(file);
  const directory = await readAt(file, place.offset, place.bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < place.entries) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) {
      throw new ZipError(`The central directory lists ${entries.length} of ${place.entries} files.`);
    }
    const header = directory.subarray(at, at + 46);
    const nameEnd = at + 46 + header.readUInt16LE(28);
    const extraEnd = nameEnd + header.readUInt16LE(30);
    entries.push({
      name: directory.toString("utf8", at + 46, nameEnd),
      method: header.readUInt16LE(10),
      crc32: header.readUInt32LE(16),
      ...sizesOf(header, directory.subarray(nameEnd, extraEnd)),
    });
    at = extraEnd + header.readUInt16LE(32);
  }
  return entries;
}
