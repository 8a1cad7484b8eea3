import { createHash } from "node:crypto";

/**
 * What a copy is of and how its bytes are laid out. Every chunk is authenticated together with it, so that the bytes of
 * one copy cannot pass for another's, whoever rewrites a manifest.
 */
export interface CopyHeader {
  readonly schemaVersion: 1;
  readonly platform: string;
  readonly environment: string;
  readonly tenant: string;
  readonly generation: number;
  /** The agreement's name of the copy: `hot`. */
  readonly copy: string;
  /** ISO in UTC. */
  readonly slot: string;
  readonly attempt: string;
  /** Bytes of a chunk before encryption; only the last one may be shorter. */
  readonly chunkBytes: number;
  /** Chunks of a part; only the last part may have fewer. */
  readonly chunksPerPart: number;
}

/** The header's digest, which is authenticated with every chunk. */
export function headerDigest(header: CopyHeader): Buffer {
  // In a written-down order: two programs must come to the same bytes whatever order their objects have.
  const values = [
    header.schemaVersion,
    header.platform,
    header.environment,
    header.tenant,
    header.generation,
    header.copy,
    header.slot,
    header.attempt,
    header.chunkBytes,
    header.chunksPerPart,
  ];
  return createHash("sha256").update(JSON.stringify(values), "utf8").digest();
}
