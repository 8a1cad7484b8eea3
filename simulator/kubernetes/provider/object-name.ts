import { createHash } from "node:crypto";
import { isPropertyMap, textOf, type PropertyMap } from "../../provider/property-value";

/** Marks objects that the provider has named. */
export const autonamed = "pulumi.com/autonamed";

const randomLength = 8;

/** Whether the provider has named an object. */
export function isAutonamed(inputs: PropertyMap): boolean {
  return annotationsOf(inputs)[autonamed] === "true";
}

/**
 * Inputs with a name, as the real provider gives one: the old one where it was given by the provider, else the
 * resource's own name with random characters, which follow from the engine's seed.
 */
export function withName(inputs: PropertyMap, olds: PropertyMap, name: string, seed: Uint8Array): PropertyMap {
  const metadata = metadataOf(inputs);
  if (metadata["name"] !== undefined || metadata["generateName"] !== undefined) return inputs;
  const before = textOf(metadataOf(olds), "name");
  const kept = before !== undefined && isAutonamed(olds) ? before : undefined;
  const random = createHash("sha256").update(seed).update(name).digest("hex").slice(0, randomLength);
  const annotations = { ...annotationsOf(inputs), [autonamed]: "true" };
  return { ...inputs, metadata: { ...metadata, annotations, name: kept ?? `${name}-${random}` } };
}

export function metadataOf(inputs: PropertyMap): PropertyMap {
  const metadata = inputs["metadata"];
  return isPropertyMap(metadata) ? metadata : {};
}

function annotationsOf(inputs: PropertyMap): PropertyMap {
  const annotations = metadataOf(inputs)["annotations"];
  return isPropertyMap(annotations) ? annotations : {};
}

/** The id of an object, taken apart: `namespace/name`, or the name alone where it belongs to the cluster. */
export function partsOfId(id: string): { readonly namespace: string; readonly name: string } {
  const slash = id.indexOf("/");
  return slash < 0 ? { namespace: "", name: id } : { namespace: id.slice(0, slash), name: id.slice(slash + 1) };
}
