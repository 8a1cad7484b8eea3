/**
 * Addresses of keys with which customers' data is encrypted.
 *
 * Sources: Microsoft Learn, key-vault/general/about-keys-secrets-certificates (2024), hosts of vaults and of Managed HSM;
 * versions are 32 hexadecimal digits there.
 */

const HOSTS = { hsm: ".managedhsm.azure.net", vault: ".vault.azure.net" } as const;

/** What keeps a key: a vault, or a pool of hardware modules that only people can activate. */
export type KeyStore = keyof typeof HOSTS;

/** One version of one key. */
export interface CustomerKey {
  readonly keptIn: KeyStore;
  /** Name of the vault or of the pool. */
  readonly store: string;
  readonly key: string;
  readonly version: string;
}

/** The end of the host names of a kind of store: `.managedhsm.azure.net`. */
export function keyHost(store: KeyStore): string {
  return HOSTS[store];
}

const path = /^\/keys\/([A-Za-z0-9-]{1,127})\/([0-9a-f]{32})\/?$/;

/** What the address of a version of a key says; undefined for any other text. */
export function parseCustomerKey(address: string): CustomerKey | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(address);
  const [, key, version] = path.exec(pathname) ?? [];
  const keptIn = (["hsm", "vault"] as const).find((store) => hostname.endsWith(HOSTS[store]));
  if (keptIn === undefined || key === undefined || version === undefined) return undefined;
  const store = hostname.slice(0, -HOSTS[keptIn].length);
  const isBare = [port, username, password, search, hash].every((part) => part === "");
  const isPlain = protocol === "https:" && isBare && /^[A-Za-z][A-Za-z0-9-]{1,23}$/.test(store);
  return isPlain ? { keptIn, store, key, version } : undefined;
}

/**
 * The name under which a database server knows a version of a key.
 *
 * Source: Azure SQL REST reference, server keys, create or update (2023-08-01). It speaks of vaults; that a pool's name
 * stands in the same place is an estimate.
 */
export function serverKeyName({ store, key, version }: CustomerKey): string {
  return `${store}_${key}_${version}`;
}
