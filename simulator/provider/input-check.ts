import { allowedValues } from "../../azure/closest-match";
import type { ObjectType, PropertyMapping, TypeMapping, ValueType } from "../arm/type-mapping";
import { templateNames } from "./id-template";
import { isPropertyList, isPropertyMap, UNKNOWN, type PropertyMap, type PropertyValue } from "./property-value";

/** A reason to refuse inputs before anything is asked of the cloud. */
export interface InputFailure {
  /** For example `subnets[0].addressPrefix`. */
  readonly property: string;
  readonly reason: string;
}

/** Everything that is wrong with the shape of inputs, as far as they are known. */
export function inputFailures(type: TypeMapping, inputs: PropertyMap): readonly InputFailure[] {
  const names = templateNames(type.path);
  const ofNames = names.flatMap((name) => {
    const value = inputs[name];
    if (value === undefined) return [missing(name)];
    return valueFailures(type, type.pathTypes?.[name] ?? { kind: "string" }, value, name);
  });
  const others = Object.entries(inputs).filter(([key]) => !names.includes(key));
  return [...ofNames, ...objectFailures(type, type.properties, Object.fromEntries(others), "", names)];
}

function objectFailures(
  type: TypeMapping,
  properties: ObjectType,
  values: PropertyMap,
  base: string,
  given: readonly string[] = [],
): readonly InputFailure[] {
  const path = (key: string): string => (base === "" ? key : `${base}.${key}`);
  const absent = Object.entries(properties)
    .filter(([key, { required }]) => required === true && values[key] === undefined && !given.includes(key))
    .map(([key]) => missing(path(key)));
  const present = Object.entries(values).flatMap(([key, value]) => {
    const property = properties[key];
    if (property === undefined) return [unknownProperty(path(key), key, properties)];
    return propertyFailures(type, property, value, path(key));
  });
  return [...absent, ...present];
}

function propertyFailures(type: TypeMapping, property: PropertyMapping, value: PropertyValue, path: string) {
  if (property.readOnly === true) return [{ property: path, reason: `'${path}' is set by Azure and cannot be given` }];
  return valueFailures(type, property.type, value, path);
}

function valueFailures(
  type: TypeMapping,
  expected: ValueType,
  value: PropertyValue,
  path: string,
): readonly InputFailure[] {
  if (value === UNKNOWN || expected.kind === "any") return [];
  const wrong = (kind: string): readonly InputFailure[] => [
    { property: path, reason: `'${path}' should be ${kind} but got ${described(value)}` },
  ];
  switch (expected.kind) {
    case "string":
      return typeof value === "string" ? textFailures(expected, value, path) : wrong("a string");
    case "boolean":
      return typeof value === "boolean" ? [] : wrong("a boolean");
    case "integer":
    case "number":
      return typeof value === "number" ? numberFailures(expected, value, path) : wrong(`a ${expected.kind}`);
    case "array":
      return isPropertyList(value) ? listFailures(type, expected, value, path) : wrong("a list");
    case "textSet":
      return isPropertyList(value)
        ? value.flatMap((item, index) => valueFailures(type, { kind: "string" }, item, `${path}[${index}]`))
        : wrong("a list of strings");
    case "map":
      return isPropertyMap(value)
        ? Object.entries(value).flatMap(([key, item]) => valueFailures(type, expected.values, item, `${path}.${key}`))
        : wrong("an object");
    case "object":
      return isPropertyMap(value)
        ? objectFailures(type, type.types[expected.type] ?? {}, value, path)
        : wrong("an object");
    case "union":
      return isPropertyMap(value) ? unionFailures(type, expected, value, path) : wrong("an object");
  }
}

function textFailures(expected: ValueType & { kind: "string" }, value: string, path: string): readonly InputFailure[] {
  const { enum: allowed, pattern, minLength, maxLength } = expected;
  const reasons = [
    allowed !== undefined && !allowed.some((each) => each.toLowerCase() === value.toLowerCase())
      ? `'${path}' is '${value}'. ${allowedValues(value, allowed)}`
      : undefined,
    pattern !== undefined && !new RegExp(pattern).test(value)
      ? `'${path}' does not match ${pattern}: '${value}'`
      : undefined,
    minLength !== undefined && value.length < minLength
      ? `'${path}' is too short (${value.length}): at least ${minLength} characters required`
      : undefined,
    maxLength !== undefined && value.length > maxLength
      ? `'${path}' is too long (${value.length}): at most ${maxLength} characters allowed`
      : undefined,
  ];
  return reasons.flatMap((reason) => (reason === undefined ? [] : [{ property: path, reason }]));
}

function numberFailures(
  { kind, minimum, maximum }: ValueType & { kind: "number" | "integer" },
  value: number,
  path: string,
): readonly InputFailure[] {
  if (kind === "integer" && !Number.isInteger(value)) {
    return [{ property: path, reason: `'${path}' must be an integer but is ${value}` }];
  }
  const tooLow = minimum !== undefined && value < minimum;
  const tooHigh = maximum !== undefined && value > maximum;
  if (!tooLow && !tooHigh) return [];
  return [{ property: path, reason: `'${path}' is ${value}; allowed is ${minimum ?? "any"} to ${maximum ?? "any"}` }];
}

function listFailures(
  type: TypeMapping,
  { items, minItems = 0, maxItems = Infinity }: ValueType & { kind: "array" },
  value: readonly PropertyValue[],
  path: string,
): readonly InputFailure[] {
  const count =
    value.length < minItems || value.length > maxItems
      ? [{ property: path, reason: `'${path}' has ${value.length} items; allowed is ${minItems} to ${maxItems}` }]
      : [];
  return [...count, ...value.flatMap((item, index) => valueFailures(type, items, item, `${path}[${index}]`))];
}

function unionFailures(
  type: TypeMapping,
  { discriminator, variants }: ValueType & { kind: "union" },
  value: PropertyMap,
  path: string,
): readonly InputFailure[] {
  const variant = value[discriminator];
  if (variant === UNKNOWN) return [];
  const name = typeof variant === "string" ? variants[variant] : undefined;
  if (name !== undefined) return objectFailures(type, type.types[name] ?? {}, value, path);
  const allowed = Object.keys(variants);
  const given = typeof variant === "string" ? variant : "";
  return [
    {
      property: `${path}.${discriminator}`,
      reason: `'${path}.${discriminator}' is '${given}'. ${allowedValues(given, allowed)}`,
    },
  ];
}

function missing(path: string): InputFailure {
  return { property: path, reason: `missing required property '${path}'` };
}

function unknownProperty(path: string, key: string, properties: ObjectType): InputFailure {
  const writable = Object.keys(properties).filter((each) => properties[each]?.readOnly !== true);
  return { property: path, reason: `unknown property '${path}'. ${allowedValues(key, writable)}` };
}

function described(value: PropertyValue): string {
  if (isPropertyList(value)) return "a list";
  if (value === null) return "null";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
