import type { TokenSource } from "../identity/token-source";
import { RestClient } from "../management/rest-client";
import type { KeyStore } from "./key-wrapping";
import { MountedKeys } from "./mounted-keys";
import { VaultKeys } from "./vault-keys";

/** Every place in which a job may find the private half of a key. */
export function keyStoresOf(
  tokens: TokenSource,
  keyFolder: string | undefined,
  signal: AbortSignal,
): readonly KeyStore[] {
  return [
    new VaultKeys((scope) => new RestClient({ tokens, scope, signal })),
    ...(keyFolder === undefined ? [] : [new MountedKeys(keyFolder)]),
  ];
}
