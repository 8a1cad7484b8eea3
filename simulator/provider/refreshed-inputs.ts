import { isDeepStrictEqual } from "node:util";
import type { ObjectType, TypeMapping, ValueType } from "../arm/type-mapping";
import { isPropertyList, isPropertyMap, type PropertyMap, type PropertyValue } from "./property-value";
import { variantOf } from "./request-body";

/**
 * The inputs after a refresh: as they were, except where Azure has something else now than when they were last applied.
 * What Azure filled in by itself does not become an input.
 *
 * @param inputs as recorded
 * @param before the resource at the time of the last update, in the shape of inputs
 * @param now the resource as it is, in the shape of inputs
 */
export function refreshedInputs(inputs: PropertyMap, before: PropertyMap, now: PropertyMap): PropertyMap {
  const result: Record<string, PropertyValue> = {};
  for (const key of new Set([...Object.keys(inputs), ...Object.keys(now)])) {
    const value = refreshedValue(inputs[key], before[key], now[key]);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function refreshedValue(
  input: PropertyValue | undefined,
  before: PropertyValue | undefined,
  now: PropertyValue | undefined,
): PropertyValue | undefined {
  if (isDeepStrictEqual(before, now)) return input;
  if (isPropertyMap(input) && isPropertyMap(before) && isPropertyMap(now)) return refreshedInputs(input, before, now);
  if (isPropertyList(input) && isPropertyList(before) && isPropertyList(now)) {
    return now.map((item, index) => refreshedValue(input[index], before[index], item) ?? item);
  }
  return now;
}

/**
 * Outputs in the shape of inputs, to compare two states of a resource: without what only Azure sets.
 *
 * @param inputs as recorded; subresources that they do not mention are left out
 */
export function outputsAsInputs(type: TypeMapping, outputs: PropertyMap, inputs: PropertyMap): PropertyMap {
  const unmentioned = Object.entries(type.properties)
    .filter(([key, { subresources }]) => subresources === true && inputs[key] === undefined)
    .map(([key]) => key);
  return withoutKeys(writable(type, type.properties, outputs), unmentioned);
}

function writable(type: TypeMapping, properties: ObjectType, outputs: PropertyMap): PropertyMap {
  const entries = Object.entries(properties).flatMap(([key, property]): [string, PropertyValue][] => {
    const value = outputs[key];
    return value === undefined || property.readOnly === true ? [] : [[key, writableValue(type, property.type, value)]];
  });
  return Object.fromEntries(entries);
}

function writableValue(type: TypeMapping, expected: ValueType, value: PropertyValue): PropertyValue {
  if (isPropertyList(value)) {
    return expected.kind === "array" ? value.map((item) => writableValue(type, expected.items, item)) : value;
  }
  if (!isPropertyMap(value)) return value;
  if (expected.kind === "textSet") return Object.keys(value);
  if (expected.kind === "object") return writable(type, type.types[expected.type] ?? {}, value);
  return expected.kind === "union" ? writable(type, type.types[variantOf(expected, value)] ?? {}, value) : value;
}

function withoutKeys(properties: PropertyMap, keys: readonly string[]): PropertyMap {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.includes(key)));
}
