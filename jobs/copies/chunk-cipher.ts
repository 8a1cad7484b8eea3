import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * A stream is encrypted in chunks, each sealed by AES-256-GCM. The nonce is the chunk's number and whether it is the last,
 * so a chunk that is moved, left out, repeated or cut off at the end does not open: the STREAM construction (Hoang,
 * Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015).
 *
 * A key seals one copy only. That is what allows counted nonces, and keeps far below the 2^32 chunks that one key may seal
 * (NIST SP 800-38D, section 8.3).
 */
const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;

/** What sealing adds to each chunk. */
export const TAG_BYTES = 16;
export const DATA_KEY_BYTES = 32;

/** A fresh key for one copy. */
export function newDataKey(): Buffer {
  return randomBytes(DATA_KEY_BYTES);
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeBigUInt64BE(BigInt(index), 0);
  nonce.writeUInt8(last ? 1 : 0, NONCE_BYTES - 1);
  return nonce;
}

/**
 * @param index counted from 0.
 * @param context authenticated with the chunk, not stored: the digest of the copy's header.
 */
export function sealChunk(key: Buffer, context: Buffer, index: number, last: boolean, chunk: Buffer): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(index, last), { authTagLength: TAG_BYTES });
  cipher.setAAD(context);
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
}

/** The chunk, or nothing when it was not sealed with this key, for this place in this stream. */
export function openChunk(
  key: Buffer,
  context: Buffer,
  index: number,
  last: boolean,
  sealed: Buffer,
): Buffer | undefined {
  if (sealed.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(index, last), { authTagLength: TAG_BYTES });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
