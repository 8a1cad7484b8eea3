import type { ContainerClient } from "@azure/storage-blob";
import type { Manifest } from "../copies/manifest";
import { manifestIn, MANIFEST } from "./copied-blobs";
import { reseal } from "./reseal";
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
  const changed = await reseal(
    {
      identity: { tenant: "acme", generation: 1, slot: new Date(manifest.slot) },
      manifest,
      privateKey: world.key.privateKey,
      target: {
        place: "weu",
        container: world.azurite.as("writer")(world.azurite.url, container.containerName, new AbortController().signal),
      },
      remove: (name) => container.deleteBlob(name),
    },
    payload,
  );
  await rewrite(container, () => changed);
}
