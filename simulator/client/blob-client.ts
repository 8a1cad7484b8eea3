import type { BlobAccess, BlobPlace, ListedBlob } from "../wire/blob-messages";
import type { Ask } from "./data-plane-client";

/** Blobs of a running local cloud. */
export class BlobClient implements BlobAccess {
  constructor(private readonly ask: Ask) {}

  async create(place: BlobPlace, name: string, base64: string): Promise<boolean> {
    return (await this.ask<{ readonly made: boolean }>("POST", "/blob", { place, name, base64 })).made;
  }

  list(place: BlobPlace, prefix: string): Promise<readonly ListedBlob[]> {
    return this.ask("POST", "/blob-list", { place, prefix });
  }

  async read(place: BlobPlace, name: string): Promise<string | undefined> {
    return (await this.ask<{ readonly base64?: string }>("POST", "/blob-read", { place, name })).base64;
  }

  async tamper(place: BlobPlace, name: string, base64: string | undefined): Promise<void> {
    await this.ask("POST", "/blob-tamper", { place, name, base64 });
  }
}
