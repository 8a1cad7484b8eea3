import type { Mapping, ObjectType, PropertyMapping, TypeMapping, ValueType } from "../arm/type-mapping";
import { moduleData } from "./module-data-files";
import { isSecret, listsSubresources } from "./property-roles";
import { replacingProperties } from "./replacements";
import { valueTypeOf } from "./value-type";
import type { ModuleData, PropertyData, ResourceData, TypeData } from "./wire-types";

/** Who asks for a property: the same object type can replace one resource and not another. */
interface Owner {
  readonly token: string;
  readonly data: ModuleData;
  readonly replacing: ReadonlySet<string>;
}

function wireKeys(name: string, { wire }: PropertyData): readonly string[] {
  return (wire ?? name).split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));
}

function propertyOf(name: string, property: PropertyData, owner: Owner, ofResource: boolean): PropertyMapping {
  const replaces = owner.replacing.has(name) || (ofResource && name === "location");
  return {
    wire: wireKeys(name, property),
    type: valueTypeOf(property, owner.data),
    ...(property.required === true && { required: true }),
    ...(property.only === "output" && { readOnly: true }),
    ...(property.only === "input" && { writeOnly: true }),
    ...(isSecret(name) && { secret: true }),
    ...(ofResource && listsSubresources(owner.token, name) && { subresources: true }),
    ...(replaces && property.only !== "output" && { replaceOnChange: true }),
  };
}

function objectOf(properties: TypeData, owner: Owner, ofResource: boolean): ObjectType {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, propertyOf(name, property, owner, ofResource)]),
  );
}

/** Object types, each made when it is first asked for: a resource reaches hundreds and uses a few. */
function typesOf(owner: Owner): Readonly<Record<string, ObjectType>> {
  const types: Record<string, ObjectType> = {};
  for (const [name, properties] of Object.entries(owner.data.types)) {
    let made: ObjectType | undefined;
    Object.defineProperty(types, name, { enumerable: true, get: () => (made ??= objectOf(properties, owner, false)) });
  }
  return types;
}

function pathTypesOf({ parameters }: ResourceData, data: ModuleData): Readonly<Record<string, ValueType>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, valueTypeOf(parameter, data)]),
  );
}

function mappingOf(token: string, resource: ResourceData, data: ModuleData): TypeMapping {
  const owner: Owner = { token, data, replacing: replacingProperties(token) };
  const { id, name, type, azureApiVersion, ...properties } = resource.properties;
  const settable = Object.entries({ id, name, type, azureApiVersion }).flatMap(([key, property]) =>
    property !== undefined && property.only !== "output" ? [[key, property]] : [],
  );
  return {
    token,
    armType: resource.armType,
    apiVersion: resource.apiVersion,
    path: resource.path,
    pathTypes: pathTypesOf(resource, data),
    properties: objectOf({ ...properties, ...(Object.fromEntries(settable) as TypeData) }, owner, true),
    types: typesOf(owner),
  };
}

function withoutVersion(token: string): string {
  return token.replace(/^(azure-native:[^/:]+)\/v[^:]+:/, "$1:");
}

const known = new Map<string, TypeMapping>();

/** The mapping of every resource in the generated data, read when a resource is first asked for. */
export const mapping: Mapping = {
  of(asked) {
    const token = withoutVersion(asked);
    const found = known.get(token);
    if (found !== undefined) return found;
    const data = moduleData[token.split(":")[1] ?? ""];
    const resource = data?.resources[token];
    if (data === undefined || resource === undefined) return undefined;
    const made = mappingOf(token, resource, data);
    known.set(token, made);
    return made;
  },
  tokens: () => Object.values(moduleData).flatMap(({ resources }) => Object.keys(resources)),
};
