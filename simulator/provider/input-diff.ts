import { isDeepStrictEqual } from "node:util";
import type { ObjectType, TypeMapping, ValueType } from "../arm/type-mapping";
import { templateNames } from "./id-template";
import { isPropertyList, isPropertyMap, type PropertyMap, type PropertyValue } from "./property-value";
import { variantOf } from "./request-body";

/** One difference between the inputs as they were and as they are to be. */
export interface InputDifference {
  /** For example `subnets[0].addressPrefix`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** Cannot be changed in place. */
  readonly replaces: boolean;
}

/** An output of every resource; states that an earlier release wrote have it among their inputs. */
const notInput = "azureApiVersion";

/** All differences, without those that Azure does not see: spelling of locations, order where it does not matter. */
export function inputDifferences(type: TypeMapping, olds: PropertyMap, news: PropertyMap): readonly InputDifference[] {
  const names = templateNames(type.path);
  const apart = new Set([...names, notInput]);
  const ofNames = names.flatMap((name) => changed({ path: name, replaces: true }, olds[name], news[name]));
  const without = (values: PropertyMap): PropertyMap =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !apart.has(key)));
  return [
    ...ofNames,
    ...objectDifferences(type, type.properties, without(olds), without(news), { path: "", replaces: false }),
  ];
}

interface Place {
  readonly path: string;
  readonly replaces: boolean;
}

function objectDifferences(
  type: TypeMapping,
  properties: ObjectType,
  olds: PropertyMap,
  news: PropertyMap,
  { path, replaces }: Place,
): readonly InputDifference[] {
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...keys].flatMap((key) => {
    const property = properties[key];
    const place = {
      path: path === "" ? key : `${path}.${key}`,
      replaces: replaces || property?.replaceOnChange === true,
    };
    if (key === "location" && path === "" && sameLocation(olds[key], news[key])) return [];
    return valueDifferences(type, property?.type ?? { kind: "any" }, olds[key], news[key], place);
  });
}

function valueDifferences(
  type: TypeMapping,
  expected: ValueType,
  before: PropertyValue | undefined,
  after: PropertyValue | undefined,
  place: Place,
): readonly InputDifference[] {
  if (isPropertyMap(before) && isPropertyMap(after)) {
    return objectDifferences(type, propertiesOf(type, expected, after), before, after, place);
  }
  if (isPropertyList(before) && isPropertyList(after)) {
    if (isUnordered(expected) && sameItems(before, after)) return [];
    const items = expected.kind === "array" ? expected.items : ({ kind: "any" } as const);
    return Array.from({ length: Math.max(before.length, after.length) }).flatMap((_, index) =>
      valueDifferences(type, items, before[index], after[index], { ...place, path: `${place.path}[${index}]` }),
    );
  }
  return changed(place, before, after);
}

function changed({ path, replaces }: Place, before: PropertyValue | undefined, after: PropertyValue | undefined) {
  if (isDeepStrictEqual(before, after)) return [];
  const kind: InputDifference["kind"] = before === undefined ? "add" : after === undefined ? "delete" : "update";
  return [{ path, kind, replaces }];
}

function propertiesOf(type: TypeMapping, expected: ValueType, value: PropertyMap): ObjectType {
  if (expected.kind === "object") return type.types[expected.type] ?? {};
  if (expected.kind === "union") return type.types[variantOf(expected, value)] ?? {};
  if (expected.kind !== "map") return {};
  return Object.fromEntries(Object.keys(value).map((key) => [key, { wire: [key], type: expected.values }]));
}

function isUnordered(expected: ValueType): boolean {
  return expected.kind === "textSet" || (expected.kind === "array" && expected.unordered === true);
}

function sameItems(before: readonly PropertyValue[], after: readonly PropertyValue[]): boolean {
  const rest = [...after];
  return (
    before.length === after.length &&
    before.every((item) => {
      const index = rest.findIndex((other) => isDeepStrictEqual(item, other));
      if (index >= 0) rest.splice(index, 1);
      return index >= 0;
    })
  );
}

function sameLocation(before: PropertyValue | undefined, after: PropertyValue | undefined): boolean {
  return typeof before === "string" && typeof after === "string" && normal(before) === normal(after);
}

function normal(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}
