import type { ContainerClient } from "@azure/storage-blob";
import { manifestSchema, type Manifest } from "../copies/manifest";

/** The manifest of the slot in which tests make copies. */
export const MANIFEST = "acme/01/20260110T010000Z/manifest.json";

/** Names of everything in a container. */
export async function names(container: ContainerClient): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat()) found.push(name);
  return found;
}

export async function contentsOf(container: ContainerClient, name: string): Promise<Buffer> {
  return container.getBlobClient(name).downloadToBuffer();
}

/** A manifest, read with the published schema. */
export async function manifestIn(container: ContainerClient, name = MANIFEST): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse((await contentsOf(container, name)).toString()));
}
