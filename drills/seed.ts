import { createHash } from "node:crypto";

/** A number from 0 to below 1 that follows from a seed and a name: another name, another number; the same, the same. */
export function seededNumber(seed: number, name: string): number {
  const digest = createHash("sha256").update(`${seed}/${name}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
