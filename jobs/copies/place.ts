import { z } from "zod";
import { ContainerClient } from "@azure/storage-blob";
import type { TokenCredential } from "@azure/identity";
import { BlobContainer, type CopyContainer } from "./copy-container";

const containerName = z.string().regex(/^[a-z0-9](-?[a-z0-9]){2,62}$/, "the name of a blob container");

/** Where copies are kept, as a variable says it. */
export const placeSchema = z.strictObject({
  name: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
  container: containerName,
  /** Where the first copy of each month goes instead, to be kept longer. */
  firstOfMonthContainer: containerName.exactOptional(),
});

export const placesSchema = z
  .array(placeSchema)
  .min(1)
  .refine((places) => new Set(places.map(({ name }) => name)).size === places.length, {
    error: "two places have the same name",
  });

export type PlaceAddress = z.infer<typeof placeSchema>;

export const PLACES_ALLOWED = '[{"name","url","container","firstOfMonthContainer"?}]';

/** A place with its containers open. */
export interface Place {
  readonly name: string;
  readonly daily: CopyContainer;
  readonly firstOfMonth?: CopyContainer;
}

/** Opens a container of an account. */
export type OpenContainer = (accountUrl: string, container: string, signal: AbortSignal) => CopyContainer;

/** Containers as the job's identity finds them. */
export function containersFor(credential: TokenCredential): OpenContainer {
  return (accountUrl, container, signal) =>
    new BlobContainer(new ContainerClient(`${accountUrl.replace(/\/$/, "")}/${container}`, credential), signal);
}

/** Opens the containers of a place. */
export function openPlace(address: PlaceAddress, open: OpenContainer, signal: AbortSignal): Place {
  const { name, url, container, firstOfMonthContainer } = address;
  return {
    name,
    daily: open(url, container, signal),
    ...(firstOfMonthContainer !== undefined && { firstOfMonth: open(url, firstOfMonthContainer, signal) }),
  };
}
