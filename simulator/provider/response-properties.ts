import { isArmObject, type ArmObject, type ArmResource, type ArmValue } from "../arm/resource";
import { parseResourceId } from "../arm/resource-id";
import type { ObjectType, PropertyMapping, TypeMapping, ValueType } from "../arm/type-mapping";
import { namesFromId, templateNames } from "./id-template";
import type { PropertyMap, PropertyValue } from "./property-value";

/** Which properties of a response are wanted: all that the SDK has as outputs, or only what can be given as inputs. */
type Direction = "outputs" | "inputs";

/** The outputs that the SDK shows for a resource of Azure. */
export function outputsOf(type: TypeMapping, resource: ArmResource): PropertyMap {
  const { name } = parseResourceId(resource.id);
  return {
    ...propertiesOf(type, type.properties, { ...resource.body, name, type: resource.type }, "outputs"),
    name,
    type: resource.type,
    azureApiVersion: type.apiVersion,
  };
}

/** Inputs of the SDK that would make a resource as it is now. Throws where the id is not one of the type. */
export function inputsOf(type: TypeMapping, resource: ArmResource): PropertyMap {
  const names = namesFromId(type.path, resource.id);
  if (names === undefined)
    throw new Error(`'${resource.id}' is not the id of a ${type.token}: it should be ${type.path}`);
  return {
    ...propertiesOf(type, type.properties, resource.body, "inputs"),
    ...Object.fromEntries(templateNames(type.path).map((name) => [name, names[name] ?? ""])),
  };
}

function propertiesOf(type: TypeMapping, properties: ObjectType, body: ArmObject, direction: Direction): PropertyMap {
  const entries = Object.entries(properties).flatMap(([key, property]): [string, PropertyValue][] => {
    if (direction === "inputs" && property.readOnly === true) return [];
    const value = take(body, property);
    return value === undefined || value === null ? [] : [[key, valueOf(type, property.type, value, direction)]];
  });
  return Object.fromEntries(entries);
}

function take(body: ArmObject, { wire, writeOnly }: PropertyMapping): ArmValue | undefined {
  if (writeOnly === true) return undefined;
  let value: ArmValue | undefined = body;
  for (const key of wire) value = isArmObject(value) ? value[key] : undefined;
  return value;
}

function valueOf(type: TypeMapping, expected: ValueType, value: ArmValue, direction: Direction): PropertyValue {
  if (Array.isArray(value)) {
    const items = expected.kind === "array" ? expected.items : ({ kind: "any" } as const);
    return (value as readonly ArmValue[]).map((item) => valueOf(type, items, item, direction));
  }
  return isArmObject(value) ? objectOf(type, expected, value, direction) : (value as PropertyValue);
}

function objectOf(type: TypeMapping, expected: ValueType, value: ArmObject, direction: Direction): PropertyValue {
  if (expected.kind === "object") return propertiesOf(type, type.types[expected.type] ?? {}, value, direction);
  if (expected.kind === "union") {
    return propertiesOf(type, type.types[variantIn(type, expected, value)] ?? {}, value, direction);
  }
  if (expected.kind === "textSet" && direction === "inputs") return Object.keys(value);
  const values = expected.kind === "map" || expected.kind === "textSet" ? expected.values : ({ kind: "any" } as const);
  return mapOf(type, values, value, direction);
}

function mapOf(type: TypeMapping, values: ValueType, object: ArmObject, direction: Direction): PropertyMap {
  const entries = Object.entries(object).flatMap(([key, item]): [string, PropertyValue][] =>
    item === undefined || item === null ? [] : [[key, valueOf(type, values, item, direction)]],
  );
  return Object.fromEntries(entries);
}

/** The variant whose discriminator has, in Azure's place for it, the value of its name. */
function variantIn(type: TypeMapping, { discriminator, variants }: ValueType & { kind: "union" }, value: ArmObject) {
  const found = Object.entries(variants).find(([name, objectType]) => {
    const property = type.types[objectType]?.[discriminator];
    return property !== undefined && take(value, property) === name;
  });
  return found?.[1] ?? "";
}
