import type { ArmBody, ArmObject, ArmValue } from "../arm/resource";
import type { ObjectType, TypeMapping, ValueType } from "../arm/type-mapping";
import {
  isPropertyList,
  isPropertyMap,
  known,
  textOf,
  UNKNOWN,
  type PropertyMap,
  type PropertyValue,
} from "./property-value";

interface MutableObject {
  [key: string]: ArmValue | undefined;
}

/** The body that Azure is sent for the inputs of the SDK. Inputs must have passed the check and be known. */
export function requestBody(type: TypeMapping, inputs: PropertyMap): ArmBody {
  return objectBody(type, type.properties, inputs);
}

function objectBody(type: TypeMapping, properties: ObjectType, values: PropertyMap): MutableObject {
  const body: MutableObject = {};
  for (const [key, property] of Object.entries(properties)) {
    const value = values[key] ?? (property.default as PropertyValue | undefined);
    if (value === undefined || value === UNKNOWN || property.readOnly === true) continue;
    put(body, property.wire, valueBody(type, property.type, value));
  }
  return body;
}

function valueBody(type: TypeMapping, expected: ValueType, value: PropertyValue): ArmValue | undefined {
  if (isPropertyList(value)) return listBody(type, expected, value);
  if (isPropertyMap(value)) return mapBody(type, expected, value);
  return known(value);
}

function listBody(type: TypeMapping, expected: ValueType, value: readonly PropertyValue[]): ArmValue | undefined {
  if (expected.kind === "textSet")
    return Object.fromEntries(value.map((text) => [typeof text === "string" ? text : "", {}]));
  if (expected.kind !== "array") return known(value);
  return value.map((item) => valueBody(type, expected.items, item) ?? null);
}

function mapBody(type: TypeMapping, expected: ValueType, value: PropertyMap): ArmValue | undefined {
  if (expected.kind === "object") return objectBody(type, type.types[expected.type] ?? {}, value);
  if (expected.kind === "union") return objectBody(type, type.types[variantOf(expected, value)] ?? {}, value);
  if (expected.kind !== "map") return known(value);
  const entries = Object.entries(value).map(([key, item]) => [key, valueBody(type, expected.values, item) ?? null]);
  return Object.fromEntries(entries) as ArmObject;
}

/** The object type that a value of a union has. */
export function variantOf({ discriminator, variants }: ValueType & { kind: "union" }, value: PropertyMap): string {
  return variants[textOf(value, discriminator) ?? ""] ?? "";
}

function put(body: MutableObject, [key, ...rest]: readonly string[], value: ArmValue | undefined): void {
  if (key === undefined || value === undefined) return;
  if (rest.length === 0) {
    body[key] = value;
    return;
  }
  const inner = (body[key] ?? {}) as MutableObject;
  body[key] = inner;
  put(inner, rest, value);
}
