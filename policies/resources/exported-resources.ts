import { registeredResource, type Properties, type RegisteredResource } from "./registered-resource";
import { SECRET } from "./unknown";

/** A resource in the file that `pulumi stack export` writes. */
interface ExportedResource {
  readonly urn: string;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly delete?: boolean;
  readonly external?: boolean;
  readonly protect?: boolean;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/** Marks an encrypted value in state. Source: Pulumi SDK, runtime/rpc: the signatures of special values. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The same properties without anything encrypted. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value) return SECRET;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutSecrets(entry)]));
}

/** A provider's URN without the id that follows it in state. */
function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** The resources of an exported stack that are there and not on their way out; encrypted values are left out. */
export function exportedResources(state: {
  readonly deployment: { readonly resources?: readonly ExportedResource[] };
}): readonly RegisteredResource[] {
  return (state.deployment.resources ?? [])
    .filter((resource) => resource.delete !== true && resource.external !== true)
    .map(({ urn, id, parent, provider, protect, inputs, outputs, dependencies, propertyDependencies }) =>
      registeredResource({
        urn,
        ...(id !== undefined && { id }),
        ...(parent !== undefined && { parent }),
        ...(provider !== undefined && provider !== "" && { provider: providerUrn(provider) }),
        inputs: withoutSecrets(inputs ?? {}) as Properties,
        outputs: withoutSecrets(outputs ?? {}) as Properties,
        dependencies: dependencies ?? [],
        propertyDependencies: Object.fromEntries(
          Object.entries(propertyDependencies ?? {}).map(([property, urns]) => [property, urns ?? []]),
        ),
        protect: protect ?? false,
      }),
    );
}
