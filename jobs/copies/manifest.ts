import { z } from "zod";
import type { CopyHeader } from "./copy-header";
import { DATA_KEY_BYTES, TAG_BYTES } from "./chunk-cipher";
import { WRAPPING_ALGORITHM } from "./key-wrapping";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex");
const moment = z.iso.datetime();
const bytes = z.int().min(0);

const partSchema = z.strictObject({
  /** The blob's name, from the container on. */
  name: z.string().min(1),
  bytes,
  sha256,
  /** Of each encrypted chunk, in order, so that damage can be found and placed without a key. */
  chunks: z.array(sha256).min(1),
});

const markersSchema = z.strictObject({
  lowest: z.int(),
  highest: z.int(),
  count: z.int().min(0),
  newest: moment,
});

/**
 * The last thing that is written of a copy: a copy without a manifest is none. It says what the copy is of, how to open
 * it and what must come out.
 */
export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  platform: z.string().min(1),
  environment: z.string().min(1),
  tenant: z.string().min(1),
  generation: z.int().min(1),
  copy: z.string().min(1),
  slot: moment,
  attempt: z.string().min(1),
  place: z.string().min(1),
  /** Whether this is the first copy of its month, which is kept longer. */
  firstOfMonth: z.boolean(),
  source: z.strictObject({ databaseId: z.string().min(1), database: z.string().min(1) }),
  /** The source was as in this copy at one moment between these two. */
  consistent: z.strictObject({ notBefore: moment, notAfter: moment }),
  started: moment,
  ended: moment,
  tool: z.strictObject({ name: z.string().min(1), version: z.string().min(1) }),
  contents: z.strictObject({
    schemaFingerprint: sha256,
    tables: z.record(z.string(), z.int().min(0)),
    markers: markersSchema.exactOptional(),
  }),
  /** Before encryption. */
  payload: z.strictObject({ format: z.literal("bacpac"), bytes, sha256 }),
  encryption: z.strictObject({
    algorithm: z.literal("AES-256-GCM"),
    chunkBytes: z.int().min(1),
    chunksPerPart: z.int().min(1),
    recipients: z
      .array(
        z.strictObject({
          keyId: z.string().min(1),
          keyVersion: z.string().min(1),
          algorithm: z.literal(WRAPPING_ALGORITHM),
          wrapped: z.base64url().min(Math.ceil((DATA_KEY_BYTES * 4) / 3)),
        }),
      )
      .min(1),
  }),
  parts: z.array(partSchema).min(1),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestPart = z.infer<typeof partSchema>;

/** Reads a manifest, or says what is wrong with it. */
export function parseManifest(text: string): { readonly manifest: Manifest } | { readonly problem: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { problem: `it is not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const version = (data as { readonly schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== 1) return { problem: `its schema version is ${JSON.stringify(version)}, this program reads 1` };
  const result = manifestSchema.safeParse(data);
  return result.success
    ? { manifest: result.data }
    : { problem: result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") };
}

/** The header with which the chunks of a copy were sealed. */
export function headerOf(manifest: Manifest): CopyHeader {
  const { schemaVersion, platform, environment, tenant, generation, copy, slot, attempt, encryption } = manifest;
  const { chunkBytes, chunksPerPart } = encryption;
  return { schemaVersion, platform, environment, tenant, generation, copy, slot, attempt, chunkBytes, chunksPerPart };
}

/** How many bytes the parts must have together. */
export function sealedBytes({ payload, encryption }: Pick<Manifest, "payload" | "encryption">): number {
  const chunks = Math.max(1, Math.ceil(payload.bytes / encryption.chunkBytes));
  return payload.bytes + chunks * TAG_BYTES;
}
