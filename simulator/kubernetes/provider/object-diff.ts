import { isDeepStrictEqual } from "node:util";
import {
  isPropertyList,
  isPropertyMap,
  UNKNOWN,
  type PropertyMap,
  type PropertyValue,
} from "../../provider/property-value";

/** One difference between an object as it is and as it is to be. */
export interface ObjectDifference {
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
}

/** The part of a live object that inputs speak of, as the real provider cuts it. */
export function prunedTo(shape: PropertyMap, live: PropertyMap): PropertyMap {
  const entries = Object.entries(shape).flatMap(([key, wanted]): [string, PropertyValue][] => {
    const value = live[key];
    return value === undefined ? [] : [[key, prunedValue(wanted, value)]];
  });
  return Object.fromEntries(entries);
}

function prunedValue(shape: PropertyValue, live: PropertyValue): PropertyValue {
  if (isPropertyMap(shape) && isPropertyMap(live)) return prunedTo(shape, live);
  if (!isPropertyList(shape) || !isPropertyList(live)) return live;
  // Items that the inputs do not have are drift, so they stay.
  return live.map((item, i) => {
    const wanted = shape[i];
    return wanted === undefined ? item : prunedValue(wanted, item);
  });
}

/** All differences between the live part and the new inputs. */
export function objectDifferences(live: PropertyMap, news: PropertyMap): readonly ObjectDifference[] {
  return mapDifferences(live, news, "");
}

function mapDifferences(live: PropertyMap, news: PropertyMap, path: string): readonly ObjectDifference[] {
  return [...new Set([...Object.keys(live), ...Object.keys(news)])].flatMap((key) =>
    valueDifferences(live[key], news[key], placeOf(path, key)),
  );
}

function valueDifferences(
  before: PropertyValue | undefined,
  after: PropertyValue | undefined,
  path: string,
): readonly ObjectDifference[] {
  if (isPropertyMap(before) && isPropertyMap(after)) return mapDifferences(before, after, path);
  if (isPropertyList(before) && isPropertyList(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }).flatMap((_, i) =>
      valueDifferences(before[i], after[i], `${path}[${i}]`),
    );
  }
  if (after !== UNKNOWN && isDeepStrictEqual(before, after)) return [];
  return [{ path, kind: before === undefined ? "add" : after === undefined ? "delete" : "update" }];
}

function placeOf(path: string, key: string): string {
  if (/[."[\]]/.test(key)) return `${path}["${key.replaceAll('"', '\\"')}"]`;
  return path === "" ? key : `${path}.${key}`;
}
