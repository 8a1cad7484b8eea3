import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { keyVersionOf, unwrapWith, type KeyState, type KeyStore, type WrappedKey } from "./key-wrapping";

/**
 * Private keys as PEM files in a folder that only this job can read, named after the version at the end of the key's
 * address: `file:///copies/2026-01` is `2026-01.pem`. For platforms whose promise leaves no key vault, and for recovery
 * without any cloud.
 */
export class MountedKeys implements KeyStore {
  constructor(private readonly folder: string) {}

  holds(keyId: string): boolean {
    return new URL(keyId).protocol === "file:" && /^[\w.-]+$/.test(keyVersionOf(keyId));
  }

  async state(keyId: string): Promise<KeyState> {
    return { enabled: (await this.read(keyId)) !== undefined };
  }

  async unwrap(wrapped: WrappedKey): Promise<Buffer | undefined> {
    const key = await this.read(wrapped.keyId);
    if (key === undefined) throw new Error(`The private key of ${wrapped.keyId} is not in ${this.folder}.`);
    return unwrapWith(key, wrapped);
  }

  private async read(keyId: string): Promise<KeyObject | undefined> {
    let pem: string;
    try {
      pem = await readFile(join(this.folder, `${keyVersionOf(keyId)}.pem`), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    return createPrivateKey(pem);
  }
}
