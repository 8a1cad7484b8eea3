import { DATA_KEY_BYTES } from "./chunk-cipher";
import { WRAPPING_ALGORITHM, type KeyState, type KeyStore, type WrappedKey } from "./key-wrapping";
import type { RestClient } from "../management/rest-client";
import { ServiceError } from "../management/service-error";

const API = "7.4";

/** Azure's key stores by the suffix of their addresses, with the scope of their tokens. */
const STORES = [
  { suffix: ".vault.azure.net", scope: "https://vault.azure.net/.default" },
  { suffix: ".managedhsm.azure.net", scope: "https://managedhsm.azure.net/.default" },
] as const;

interface KeyBundle {
  readonly attributes?: { readonly enabled?: boolean; readonly exp?: number };
  readonly value?: string;
}

/**
 * Keys in Key Vault or Managed HSM, which have the same interface and never give a private key away.
 *
 * @see Microsoft Learn, rest/api/keyvault/keys/unwrap-key (7.4).
 */
export class VaultKeys implements KeyStore {
  /** @param client makes a client whose tokens are for a scope. */
  constructor(
    private readonly client: (scope: string) => RestClient,
    private readonly stores: readonly { readonly suffix: string; readonly scope: string }[] = STORES,
  ) {}

  holds(keyId: string): boolean {
    return this.scopeOf(keyId) !== undefined;
  }

  async state(keyId: string): Promise<KeyState> {
    const { attributes } = (await this.send("GET", keyId, "")) as KeyBundle;
    const expires = attributes?.exp;
    return {
      enabled: attributes?.enabled === true,
      ...(expires !== undefined && { expires: new Date(expires * 1000) }),
    };
  }

  async unwrap({ keyId, wrapped }: WrappedKey): Promise<Buffer | undefined> {
    try {
      const answer = (await this.send("POST", keyId, "/unwrapkey", {
        alg: WRAPPING_ALGORITHM,
        value: wrapped,
      })) as KeyBundle;
      const key = Buffer.from(answer.value ?? "", "base64url");
      return key.length === DATA_KEY_BYTES ? key : undefined;
    } catch (error) {
      // What was not wrapped for this key is a bad request; a missing right or a disabled key is something else.
      if (error instanceof ServiceError && error.status === 400) return undefined;
      throw error;
    }
  }

  private scopeOf(keyId: string): string | undefined {
    const { protocol, hostname } = new URL(keyId);
    if (!protocol.startsWith("http")) return undefined;
    return this.stores.find(({ suffix }) => hostname.endsWith(suffix))?.scope;
  }

  private async send(method: "GET" | "POST", keyId: string, action: string, body?: unknown): Promise<unknown> {
    const scope = this.scopeOf(keyId);
    if (scope === undefined) throw new Error(`${keyId} is not the address of a key in Key Vault or Managed HSM.`);
    const url = new URL(`${keyId}${action}`);
    url.searchParams.set("api-version", API);
    return (await this.client(scope).send(method, url, body)).body;
  }
}
