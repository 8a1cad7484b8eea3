import { createHash } from "node:crypto";
import { openChunk, TAG_BYTES } from "./chunk-cipher";
import { chunksOf } from "./chunks";
import { headerDigest } from "./copy-header";
import { manifestName, partName, type CopyIdentity } from "./copy-names";
import { damaged, type Damage } from "./damage";
import { blobsOfSlot, type FinishedCopy } from "./finished-copies";
import type { KeyStore, WrappedKey } from "./key-wrapping";
import { headerOf, parseManifest, sealedBytes, type Manifest, type ManifestPart } from "./manifest";

/** What a copy is expected to be of. */
export interface ExpectedCopy extends CopyIdentity {
  readonly platform: string;
  readonly environment: string;
  readonly copy: string;
  readonly place: string;
}

/** @throws DamageError where the manifest is not there, not readable, or of something else. */
export async function readManifest(copy: FinishedCopy, expected: ExpectedCopy): Promise<Manifest> {
  const name = manifestName(copy);
  const text = await copy.container.read(name);
  if (text === undefined) throw damaged("manifest", `${name} is not there any more.`);
  const parsed = parseManifest(text);
  if ("problem" in parsed) throw damaged("manifest", `${name} cannot be used: ${parsed.problem}.`);
  const { manifest } = parsed;
  const wanted = { ...expected, slot: expected.slot.toISOString() };
  for (const field of ["platform", "environment", "tenant", "generation", "copy", "place", "slot"] as const) {
    const given = field === "slot" ? new Date(manifest.slot).toISOString() : manifest[field];
    if (given !== wanted[field]) {
      throw damaged("manifest", `${name} is of another copy: its ${field} is ${given}, not ${wanted[field]}.`);
    }
  }
  return manifest;
}

/** What can be seen without reading a byte: names and sizes of the parts, and that they add up. */
export async function checkParts(copy: FinishedCopy, manifest: Manifest): Promise<readonly Damage[]> {
  const blobs = await blobsOfSlot(copy.container, copy);
  const damages: Damage[] = [];
  manifest.parts.forEach(({ name, bytes }, index) => {
    const size = blobs.get(name);
    const ownName = partName(copy, manifest.attempt, index + 1);
    if (name !== ownName) {
      damages.push({ kind: "manifest", message: `Part ${index + 1} is called ${name}, not ${ownName}.` });
    } else if (size === undefined) {
      damages.push({ kind: "missing part", message: `${name} is not there.` });
    } else if (size !== bytes) {
      damages.push({ kind: "truncated", message: `${name} has ${size} bytes, ${bytes} were written.` });
    }
  });
  const total = manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total !== sealedBytes(manifest)) {
    damages.push({
      kind: "missing part",
      message: `The parts have ${total} bytes, a payload of ${manifest.payload.bytes} bytes needs ${sealedBytes(manifest)}.`,
    });
  }
  return damages;
}

/**
 * The data key of a copy, from the first of its recipients whose key is at hand.
 *
 * @throws DamageError where no key store has a key that opens it.
 */
export async function unwrapDataKey(
  manifest: Manifest,
  stores: readonly KeyStore[],
): Promise<{ readonly dataKey: Buffer; readonly key: WrappedKey }> {
  const refused: string[] = [];
  for (const key of manifest.encryption.recipients) {
    const store = stores.find((candidate) => candidate.holds(key.keyId));
    if (store === undefined) continue;
    const dataKey = await store.unwrap(key);
    if (dataKey !== undefined) return { dataKey, key };
    refused.push(key.keyId);
  }
  const reason =
    refused.length > 0
      ? `${refused.join(", ")} does not open the data key`
      : `no key store of this job holds ${manifest.encryption.recipients.map(({ keyId }) => keyId).join(", ")}`;
  throw damaged("key", `The copy cannot be decrypted: ${reason}.`);
}

async function* sealedChunks(copy: FinishedCopy, part: ManifestPart, size: number): AsyncGenerator<Buffer> {
  const stream = await copy.container.stream(part.name);
  if (stream === undefined) throw damaged("missing part", `${part.name} is not there.`);
  for await (const { bytes } of chunksOf(stream, size)) yield bytes;
}

/**
 * The payload of a copy, checked chunk by chunk as it comes: nothing that was not written by whoever had the data key is
 * given out.
 *
 * @throws DamageError at the first chunk that is not as it should be, and at the end where something is missing.
 */
export async function* openCopy(copy: FinishedCopy, manifest: Manifest, dataKey: Buffer): AsyncGenerator<Buffer> {
  const context = headerDigest(headerOf(manifest));
  const payload = createHash("sha256");
  const chunks = manifest.parts.reduce((sum, part) => sum + part.chunks.length, 0);
  let bytes = 0;
  let index = 0;
  for (const part of manifest.parts) {
    const whole = createHash("sha256");
    let within = 0;
    for await (const sealed of sealedChunks(copy, part, manifest.encryption.chunkBytes + TAG_BYTES)) {
      whole.update(sealed);
      const where = `${part.name}, chunk ${within + 1} of ${part.chunks.length}`;
      if (createHash("sha256").update(sealed).digest("hex") !== part.chunks[within]) {
        throw damaged("altered", `${where} is not as it was written.`);
      }
      const opened = openChunk(dataKey, context, index, index === chunks - 1, sealed);
      if (opened === undefined) {
        throw damaged("not authentic", `${where} was not sealed with this key for this place in this copy.`);
      }
      payload.update(opened);
      bytes += opened.length;
      index += 1;
      within += 1;
      yield opened;
    }
    if (within < part.chunks.length) {
      throw damaged("truncated", `${part.name} ends after chunk ${within} of ${part.chunks.length}.`);
    }
    if (whole.digest("hex") !== part.sha256) throw damaged("altered", `${part.name} is not as it was written.`);
  }
  if (bytes !== manifest.payload.bytes || payload.digest("hex") !== manifest.payload.sha256) {
    throw damaged("payload", `What comes out of the copy is not what the manifest says went in.`);
  }
}
