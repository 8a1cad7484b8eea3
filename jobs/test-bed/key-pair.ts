import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** Both halves of a new key. */
export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Bits of an RSA key, or the curve of another one. */
export type KeyKind = { readonly rsa: number } | { readonly curve: "prime256v1" | "secp384r1" };

/**
 * Makes a key by way of its text. In Node 20 the export of a key object that was generated hangs for good when what
 * generated it is collected meanwhile: both wait for one lock.
 *
 * @param kind RSA of 2048 bits where nothing is said
 */
export function newKeyPair(kind: KeyKind = { rsa: 2048 }): KeyPair {
  const publicKeyEncoding = { type: "spki", format: "pem" } as const;
  const privateKeyEncoding = { type: "pkcs8", format: "pem" } as const;
  const { publicKey, privateKey } =
    "rsa" in kind
      ? generateKeyPairSync("rsa", { modulusLength: kind.rsa, publicKeyEncoding, privateKeyEncoding })
      : generateKeyPairSync("ec", { namedCurve: kind.curve, publicKeyEncoding, privateKeyEncoding });
  return { publicKey: createPublicKey(publicKey), privateKey: createPrivateKey(privateKey) };
}
