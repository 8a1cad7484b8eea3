import type { ContainerClient } from "@azure/storage-blob";
import { unwrapWith } from "../copies/key-wrapping";
import { headerOf, type Manifest } from "../copies/manifest";
import { writeCopy } from "../copies/write-copy";
import { manifestIn, MANIFEST } from "./copied-blobs";
import type { TenantWorld } from "./tenant-world";

/** What an administrator or a failing disk could do, which no job can. */
export async function overwrite(container: ContainerClient, name: string, bytes: Buffer): Promise<void> {
  await container.getBlockBlobClient(name).upload(bytes, bytes.length);
}

/** Changes fields of a manifest and leaves everything else. */
export async function rewrite(container: ContainerClient, change: (manifest: Manifest) => object): Promise<void> {
  const manifest = await manifestIn(container);
  await overwrite(container, MANIFEST, Buffer.from(JSON.stringify({ ...manifest, ...change(manifest) })));
}

/** Puts another payload into a copy, as its maker would have: sealed with its key, with every sum right. */
export async function replacePayload(world: TenantWorld, container: ContainerClient, payload: Buffer): Promise<void> {
  const manifest = await manifestIn(container);
  const [wrapped] = manifest.encryption.recipients;
  const dataKey = wrapped === undefined ? undefined : unwrapWith(world.key.privateKey, wrapped);
  if (dataKey === undefined) throw new Error("The copy's key is not the world's.");
  for (const { name } of manifest.parts) await container.deleteBlob(name);
  const identity = { tenant: "acme", generation: 1, slot: new Date(manifest.slot) };
  const open = world.azurite.as("writer")(world.azurite.url, container.containerName, new AbortController().signal);
  async function* stream() {
    yield await Promise.resolve(payload);
  }
  const written = await writeCopy(stream(), identity, headerOf(manifest), dataKey, [{ place: "weu", container: open }]);
  await rewrite(container, () => ({ parts: written.parts, payload: { format: "bacpac", ...written.payload } }));
}
