/** One chunk of a stream, with its place in it. */
export interface Chunk {
  /** Counted from 0. */
  readonly index: number;
  readonly last: boolean;
  readonly bytes: Buffer;
}

/** Cuts a stream into chunks of one size. The last may be shorter; an empty stream is one empty chunk. */
export async function* chunksOf(stream: AsyncIterable<Uint8Array>, chunkBytes: number): AsyncGenerator<Chunk> {
  let waiting: Buffer[] = [];
  let length = 0;
  let index = 0;
  for await (const piece of stream) {
    let rest = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    // A full chunk is held back until there is more, because the last one is marked.
    while (length + rest.length > chunkBytes) {
      const taken = rest.subarray(0, chunkBytes - length);
      yield { index, last: false, bytes: Buffer.concat([...waiting, taken]) };
      index += 1;
      waiting = [];
      length = 0;
      rest = rest.subarray(taken.length);
    }
    if (rest.length > 0) {
      waiting.push(Buffer.from(rest));
      length += rest.length;
    }
  }
  yield { index, last: true, bytes: Buffer.concat(waiting) };
}
