import { constants, createPublicKey, privateDecrypt, publicEncrypt, type KeyObject } from "node:crypto";
import { z } from "zod";

/** A public key that copies are encrypted to, as a JSON Web Key (RFC 7517); `kid` is its address with its version. */
export const recipientKeySchema = z
  .strictObject({
    kid: z.url({ protocol: /^(https|file)$/ }),
    kty: z.enum(["RSA", "RSA-HSM"]),
    n: z.base64url(),
    e: z.base64url(),
  })
  .refine(({ n }) => Buffer.from(n, "base64url").length >= 256, {
    error: "the key has fewer than 2048 bits, the least that is allowed",
  });

export type RecipientKey = z.infer<typeof recipientKeySchema>;

/** Key Vault and Managed HSM know it under the same name (RFC 7518, section 4.3). */
export const WRAPPING_ALGORITHM = "RSA-OAEP-256";
const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" } as const;

/** A copy's data key, wrapped for one recipient. */
export interface WrappedKey {
  readonly keyId: string;
  readonly keyVersion: string;
  readonly algorithm: typeof WRAPPING_ALGORITHM;
  /** base64url */
  readonly wrapped: string;
}

/** What a key store says of a key version. */
export interface KeyState {
  readonly enabled: boolean;
  /** When the version stops being usable by policy; absent: never. */
  readonly expires?: Date;
}

/** Holds the private halves of recipients' keys. */
export interface KeyStore {
  /** Whether this store holds such keys at all. */
  holds(keyId: string): boolean;
  state(keyId: string): Promise<KeyState>;
  /** The data key, or nothing where the store's key is not the one it was wrapped for. */
  unwrap(wrapped: WrappedKey): Promise<Buffer | undefined>;
}

/** The version at the end of a key's address. */
export function keyVersionOf(keyId: string): string {
  return new URL(keyId).pathname.split("/").at(-1) ?? "";
}

/**
 * Wraps a data key for a recipient with the public half of its key. That needs no right on any key store, so whoever makes
 * copies can never open one.
 */
export function wrapFor(recipient: RecipientKey, dataKey: Buffer): WrappedKey {
  const key = createPublicKey({ key: { kty: "RSA", n: recipient.n, e: recipient.e }, format: "jwk" });
  return {
    keyId: recipient.kid,
    keyVersion: keyVersionOf(recipient.kid),
    algorithm: WRAPPING_ALGORITHM,
    wrapped: publicEncrypt({ key, ...OAEP }, dataKey).toString("base64url"),
  };
}

/** Unwraps with a private key that is at hand. */
export function unwrapWith(privateKey: KeyObject, { wrapped }: WrappedKey): Buffer | undefined {
  try {
    return privateDecrypt({ key: privateKey, ...OAEP }, Buffer.from(wrapped, "base64url"));
  } catch {
    return undefined;
  }
}
