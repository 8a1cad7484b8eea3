import { Document } from "yaml";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import type { ExportedFile } from "./arm-templates";
import { ordered } from "./stable-json";

const PREFIX = "kubernetes:";

/**
 * Kubernetes objects as manifests: a file for each stack, cluster and namespace, and `cluster.yaml` for what is in none.
 * Encrypted values are not written; what stands in their place says so.
 */
export function kubernetesManifests(resources: readonly RegisteredResource[]): readonly ExportedFile[] {
  const files = new Map<string, Manifest[]>();
  for (const resource of resources) {
    if (!resource.type.startsWith(PREFIX) || typeof resource.inputs["kind"] !== "string") continue;
    const manifest = manifestOf(resource);
    const cluster = resource.provider?.split("::").at(-1) ?? "cluster";
    const path = `${resource.stack}/${cluster}/${manifest.metadata.namespace ?? "cluster"}.yaml`;
    files.set(path, [...(files.get(path) ?? []), manifest]);
  }
  return [...files.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, manifests]) => ({ path, text: manifests.sort(byKindAndName).map(yamlText).join("---\n") }));
}

interface Manifest extends Readonly<Record<string, unknown>> {
  readonly apiVersion: unknown;
  readonly kind: unknown;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

function manifestOf({ inputs }: RegisteredResource): Manifest {
  const { apiVersion, kind, metadata, ...rest } = ordered(inputs) as Manifest;
  // What the SDK keeps for itself in a resource's inputs begins with two underscores.
  const own = Object.entries(rest).filter(([key]) => !key.startsWith("__"));
  return { apiVersion, kind, metadata: metadata ?? {}, ...Object.fromEntries(own) };
}

function byKindAndName(one: Manifest, other: Manifest): number {
  return keyOf(one) < keyOf(other) ? -1 : 1;
}

const keyOf = ({ kind, metadata }: Manifest): string => `${String(kind)} ${metadata.name ?? ""}`;

/** Quoted so that readers of YAML 1.1, which most scanners and kubectl are, take no text for a time or a switch. */
function yamlText(manifest: Manifest): string {
  return new Document(manifest, { aliasDuplicateObjects: false, compat: "yaml-1.1" }).toString({ lineWidth: 0 });
}
