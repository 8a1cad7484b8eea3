import { valueAt, valuesAt } from "../arm/body-path";
import { isArmObject, type ArmObject, type ArmValue } from "../arm/resource";

/** A part of a body together with the place where it stands. */
export interface Placed<T> {
  readonly path: string;
  readonly value: T;
}

/** The text at a dotted path; undefined where there is none or another kind of value. */
export function textAt(body: ArmObject, path: string): string | undefined {
  const value = valueAt(body, path);
  return typeof value === "string" ? value : undefined;
}

export function numberAt(body: ArmObject, path: string): number | undefined {
  const value = valueAt(body, path);
  return typeof value === "number" ? value : undefined;
}

export function flagAt(body: ArmObject, path: string): boolean | undefined {
  const value = valueAt(body, path);
  return typeof value === "boolean" ? value : undefined;
}

export function objectAt(body: ArmObject, path: string): ArmObject | undefined {
  const value = valueAt(body, path);
  return isArmObject(value) ? value : undefined;
}

/** The values of a list (or of lists, where the path has `[]` in it). */
export function itemsAt(body: ArmObject, path: string): readonly Placed<ArmValue>[] {
  return valuesAt(body, `${path}[]`);
}

export function objectsAt(body: ArmObject, path: string): readonly Placed<ArmObject>[] {
  return itemsAt(body, path).flatMap(({ path: place, value }) => (isArmObject(value) ? [{ path: place, value }] : []));
}

export function textsAt(body: ArmObject, path: string): readonly Placed<string>[] {
  return itemsAt(body, path).flatMap(({ path: place, value }) =>
    typeof value === "string" ? [{ path: place, value }] : [],
  );
}

/** The texts of a list, without their places. */
export function textListAt(body: ArmObject, path: string): readonly string[] {
  return textsAt(body, path).map(({ value }) => value);
}
