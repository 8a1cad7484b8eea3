import type { ObjectType, TypeMapping, ValueType } from "../arm/type-mapping";
import { isPropertyList, isPropertyMap, UNKNOWN, type PropertyMap, type PropertyValue } from "./property-value";
import { variantOf } from "./request-body";

/**
 * The outputs of a resource that a preview can tell: what was given; everything else is unknown, also inside objects.
 *
 * @param stable outputs that an update never changes, with their present values
 */
export function previewOutputs(type: TypeMapping, inputs: PropertyMap, stable: PropertyMap = {}): PropertyMap {
  return {
    name: UNKNOWN,
    type: UNKNOWN,
    ...objectPreview(type, type.properties, inputs),
    azureApiVersion: type.apiVersion,
    ...stable,
  };
}

function objectPreview(type: TypeMapping, properties: ObjectType, values: PropertyMap): PropertyMap {
  const entries = Object.entries(properties)
    .filter(([, { writeOnly }]) => writeOnly !== true)
    .map(([key, property]): [string, PropertyValue] => {
      const value = values[key];
      return [key, value === undefined ? UNKNOWN : valuePreview(type, property.type, value)];
    });
  return Object.fromEntries(entries);
}

function valuePreview(type: TypeMapping, expected: ValueType, value: PropertyValue): PropertyValue {
  if (expected.kind === "textSet") return UNKNOWN;
  if (isPropertyList(value)) {
    return expected.kind === "array" ? value.map((item) => valuePreview(type, expected.items, item)) : value;
  }
  if (!isPropertyMap(value)) return value;
  if (expected.kind === "object") return objectPreview(type, type.types[expected.type] ?? {}, value);
  if (expected.kind === "union") return objectPreview(type, type.types[variantOf(expected, value)] ?? {}, value);
  return value;
}
