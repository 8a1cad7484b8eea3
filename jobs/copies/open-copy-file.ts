import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { bacpacDifferences, readBacpac } from "../bacpac/bacpac-structure";
import { DamageError, type Damage } from "./damage";
import type { FinishedCopy } from "./finished-copies";
import type { KeyStore } from "./key-wrapping";
import type { Manifest } from "./manifest";
import { checkParts, openCopy, readManifest, unwrapDataKey, type ExpectedCopy } from "./read-copy";

/** A copy as far as it could be opened. */
export interface OpenedCopy {
  readonly damages: readonly Damage[];
  readonly manifest?: Manifest;
  /** Address of the key that opened it. */
  readonly keyId?: string;
}

async function keyDamages(manifest: Manifest, stores: readonly KeyStore[], now: Date): Promise<readonly Damage[]> {
  const damages: Damage[] = [];
  for (const { keyId } of manifest.encryption.recipients) {
    const state = await stores.find((store) => store.holds(keyId))?.state(keyId);
    if (state === undefined) continue;
    if (!state.enabled) damages.push({ kind: "key", message: `${keyId} cannot be used any more.` });
    if (state.expires !== undefined && state.expires <= now) {
      damages.push({ kind: "key", message: `${keyId} has expired on ${state.expires.toISOString()}.` });
    }
  }
  return damages;
}

/** Downloads, checks and decrypts a copy into a file, and checks that the file is a whole BACPAC of what was copied. */
export async function openCopyFile(
  copy: FinishedCopy,
  expected: ExpectedCopy,
  stores: readonly KeyStore[],
  file: string,
  now: Date,
  signal: AbortSignal,
): Promise<OpenedCopy> {
  let manifest: Manifest | undefined;
  try {
    manifest = await readManifest(copy, expected);
    const atSight = [...(await checkParts(copy, manifest)), ...(await keyDamages(manifest, stores, now))];
    if (atSight.length > 0) return { manifest, damages: atSight };
    const { dataKey, key } = await unwrapDataKey(manifest, stores);
    try {
      await pipeline(
        Readable.from(openCopy(copy, manifest, dataKey)),
        createWriteStream(file, { flags: "wx", mode: 0o600 }),
        {
          signal,
        },
      );
    } finally {
      dataKey.fill(0);
    }
    const { structure, damages } = await readBacpac(file);
    const differences = structure === undefined ? [] : bacpacDifferences(manifest.contents.tables, structure);
    return { manifest, keyId: key.keyId, damages: [...damages, ...differences] };
  } catch (error) {
    if (!(error instanceof DamageError)) throw error;
    return { damages: [error.damage], ...(manifest !== undefined && { manifest }) };
  }
}
