import { createHash } from "node:crypto";
import type { Environment, Platform } from "./codes";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const SUFFIX_LENGTH = 4;

/** Four characters of lower-case base32. */
export const UNIQUE_SUFFIX = /^[a-z2-7]{4}$/;

export interface UniqueSuffixIdentity {
  readonly platform: Platform;
  readonly environment: Environment;
  /** The type of the named resource, for example "storage:StorageAccount". */
  readonly type: string;
  /** From the environment's document. Changing it moves every globally unique name to another value. */
  readonly salt: string;
}

/**
 * The end of a name that must be unique in all of Azure. It depends on nothing that Azure gives (no subscription, no
 * tenant), so a name is known before anything exists, and the same input gives the same name for ever. A name that is
 * taken by a stranger is moved by another salt.
 */
export function uniqueSuffix({ platform, environment, type, salt }: UniqueSuffixIdentity): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([platform, environment, type, salt]))
    .digest();
  return Array.from(digest.subarray(0, SUFFIX_LENGTH), (byte) => BASE32.charAt(byte % BASE32.length)).join("");
}
