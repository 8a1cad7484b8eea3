import type { BlobAccess, BlobPlace } from "../wire/blob-messages";
import type { ControlRoutes } from "./control-server";

interface NamedBlob {
  readonly place: BlobPlace;
  readonly name: string;
  readonly base64?: string;
}

/** Blobs for those who run a drill; the client is the only caller and has types for all of it. */
export function blobRoutes(blobs: BlobAccess): ControlRoutes {
  return {
    "POST /blob": async (_, body) => {
      const { place, name, base64 = "" } = body as NamedBlob;
      return { made: await blobs.create(place, name, base64) };
    },
    "POST /blob-list": (_, body) => {
      const { place, prefix } = body as { readonly place: BlobPlace; readonly prefix: string };
      return blobs.list(place, prefix);
    },
    "POST /blob-read": async (_, body) => {
      const { place, name } = body as NamedBlob;
      return { base64: await blobs.read(place, name) };
    },
    "POST /blob-tamper": (_, body) => {
      const { place, name, base64 } = body as NamedBlob;
      return blobs.tamper(place, name, base64);
    },
  };
}
