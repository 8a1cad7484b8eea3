import {
  registeredResource,
  type Properties,
  type RegisteredResource,
} from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";
import { UNKNOWN } from "../../policies/resources/unknown";

/** Inputs whose ids the program works out from names, so that a first preview shows them. */
const FROM_NAMES: Readonly<Record<string, readonly string[]>> = {
  "network:ApplicationGateway": ["firewallPolicy", "httpListeners"],
};

/**
 * The resources as a first preview shows them: no ids, no outputs, and nothing known of an input that comes from another
 * resource of the same stack; only which ones it comes from.
 */
export function beforeAnythingExists(resources: readonly RegisteredResource[]): readonly RegisteredResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const set = new ResourceSet(resources, true);
  const veiled = (value: unknown, answers: ReadonlySet<unknown>): unknown => {
    if (answers.has(value)) return UNKNOWN;
    if (Array.isArray(value)) return value.map((one) => veiled(one, answers));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, veiled(one, answers)]));
  };
  const answersOf = (resource: RegisteredResource): readonly unknown[] => answersIn(resource, set.nameOf(resource));
  const answersIn = ({ id, outputs, inputs }: RegisteredResource, name: string | undefined): readonly unknown[] => [
    id,
    outputs["name"] ?? name,
    ...(JSON.stringify({ ...outputs, ...inputs })
      .match(/"privateIPAddress":"[^"]+"/g)
      ?.map((text) => text.split('"')[3]) ?? []),
  ];
  return resources.map((resource) => {
    const inputs: Properties = Object.fromEntries(
      Object.entries(resource.inputs).map(([property, value]) => {
        if (FROM_NAMES[resource.type]?.includes(property) === true) return [property, value];
        const sources = (resource.propertyDependencies[property] ?? []).flatMap((urn) => byUrn.get(urn) ?? []);
        const here = sources.filter(({ stack }) => stack === resource.stack);
        return [property, veiled(value, new Set(here.flatMap(answersOf).filter((answer) => answer !== undefined)))];
      }),
    );
    const { urn, parent, provider, dependencies, propertyDependencies, protect } = resource;
    return registeredResource({
      urn,
      inputs,
      dependencies,
      propertyDependencies,
      protect,
      ...(parent !== undefined && { parent }),
      ...(provider !== undefined && { provider }),
    });
  });
}
