import { idKey } from "./resource-id";

/** A blob as it is stored. */
export interface StoredBlob {
  /** ARM id of the storage account. */
  readonly accountId: string;
  readonly container: string;
  readonly name: string;
  readonly base64: string;
}

/** Blobs in the storage accounts of the cloud. They are there as long as their account and container are. */
export class Blobs {
  private readonly byContainer = new Map<string, Map<string, StoredBlob>>();

  /** The blobs of a container, in order of their names. */
  of(accountId: string, container: string): readonly StoredBlob[] {
    const blobs = this.byContainer.get(containerKey(accountId, container)) ?? new Map<string, StoredBlob>();
    return [...blobs.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** Everything in an account, or in a container of one, by the ARM id of either. */
  within(id: string): readonly StoredBlob[] {
    const key = idKey(id);
    return [...this.byContainer]
      .filter(([container]) => container === key || container.startsWith(`${key}/`))
      .flatMap(([, blobs]) => [...blobs.values()]);
  }

  get(accountId: string, container: string, name: string): StoredBlob | undefined {
    return this.byContainer.get(containerKey(accountId, container))?.get(name);
  }

  set(blob: StoredBlob): void {
    const key = containerKey(blob.accountId, blob.container);
    const blobs = this.byContainer.get(key) ?? new Map<string, StoredBlob>();
    this.byContainer.set(key, blobs.set(blob.name, blob));
  }

  remove({ accountId, container, name }: Omit<StoredBlob, "base64">): void {
    this.byContainer.get(containerKey(accountId, container))?.delete(name);
  }
}

/** ARM id of a container. */
export function containerId(accountId: string, container: string): string {
  return `${accountId}/blobServices/default/containers/${container}`;
}

function containerKey(accountId: string, container: string): string {
  return idKey(containerId(accountId, container));
}

/** Where a blob is in the store. */
export function blobKey({ accountId, container, name }: Omit<StoredBlob, "base64">): string {
  return `${containerKey(accountId, container)}!${name}`;
}
