import { RESOURCE_TYPES } from "../../azure/resource-types";
import type { RegisteredResource } from "./registered-resource";
import type { ResourceSet } from "./resource-set";
import { isUnknown } from "./unknown";

const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  RESOURCE_TYPES.map(({ name }) => [name, (name.split(":")[1] ?? "").toLowerCase()]),
);

/**
 * A resource with the ids that nobody knows before the first update, as far as they can be worked out: those of the one
 * resource from which an input comes, or of the one among several whose type the input is named for (`subnet.id`). Every
 * other unknown value stays unknown.
 */
export function withWorkedOutIds(resource: RegisteredResource, set: ResourceSet): RegisteredResource {
  const inputs = Object.fromEntries(
    Object.entries(resource.inputs).map(([property, value]) => {
      const sources = (resource.propertyDependencies[property] ?? []).flatMap((urn) => set.withUrn(urn) ?? []);
      return [property, sources.length === 0 ? value : filled(value, [property], sources, set)];
    }),
  );
  return { ...resource, inputs };
}

/** @param path names on the way to the value, without indexes */
function filled(
  value: unknown,
  path: readonly string[],
  sources: readonly RegisteredResource[],
  set: ResourceSet,
): unknown {
  if (isUnknown(value)) return idFor(path, sources, set) ?? value;
  if (Array.isArray(value)) return value.map((one) => filled(one, path, sources, set));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, filled(one, [...path, key], sources, set)]),
  );
}

function idFor(path: readonly string[], sources: readonly RegisteredResource[], set: ResourceSet): string | undefined {
  if (!/ids?$/i.test(path.at(-1) ?? "")) return undefined;
  const name = path.slice(-2).join("").toLowerCase();
  const named = sources.filter(({ type }) => name.includes(SHORT_NAMES.get(type) ?? "\0"));
  const [only, other] = sources.length === 1 ? sources : named;
  return only === undefined || other !== undefined ? undefined : set.armIdOf(only);
}
