import type { KeyObject } from "node:crypto";
import type { CopyIdentity } from "../copies/copy-names";
import { unwrapWith } from "../copies/key-wrapping";
import { headerOf, type Manifest } from "../copies/manifest";
import { writeCopy, type CopyTarget } from "../copies/write-copy";

/** A copy whose contents are to be replaced. */
export interface SealedCopy {
  readonly identity: CopyIdentity;
  readonly manifest: Manifest;
  /** The private half of a key that it was encrypted to. */
  readonly privateKey: KeyObject;
  readonly target: CopyTarget;
  /** Removes a part past every right. */
  readonly remove: (name: string) => Promise<unknown>;
}

/**
 * Puts other contents into a copy, as its maker would have: sealed with its own key, with every sum right.
 *
 * @returns what its manifest has to say of it now
 */
export async function reseal(copy: SealedCopy, payload: Buffer) {
  const { identity, manifest, privateKey, target, remove } = copy;
  const [wrapped] = manifest.encryption.recipients;
  const dataKey = wrapped === undefined ? undefined : unwrapWith(privateKey, wrapped);
  if (dataKey === undefined) throw new Error("The copy was made with another key.");
  for (const { name } of manifest.parts) await remove(name);
  const written = await writeCopy(inOnePiece(payload), identity, headerOf(manifest), dataKey, [target]);
  return { parts: written.parts, payload: { format: "bacpac", ...written.payload } };
}

/** Bytes as a stream. */
export async function* inOnePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
