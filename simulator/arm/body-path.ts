import { isArmObject, type ArmObject, type ArmValue } from "./resource";

/** A value together with the exact place where it was found. */
export interface PlacedValue {
  /** For example `properties.subnets[2].id`. */
  readonly path: string;
  readonly value: ArmValue;
}

/**
 * The value at a dotted path such as `properties.addressSpace.addressPrefixes`, or undefined where any step is absent.
 * Keys with dots are not reachable; use {@link valuesAt} for the items of arrays.
 */
export function valueAt(body: ArmObject, path: string): ArmValue | undefined {
  return valuesAt(body, path)[0]?.value;
}

/**
 * All values at a dotted path in which `[]` stands for every item of an array and `*` for every value of an object,
 * for example `properties.subnets[].properties.addressPrefix`.
 */
export function valuesAt(body: ArmObject, path: string): readonly PlacedValue[] {
  let found: PlacedValue[] = [{ path: "", value: body }];
  for (const step of path
    .replaceAll("[]", ".[]")
    .split(".")
    .filter((part) => part !== "")) {
    found = found.flatMap((place) => descend(place, step));
  }
  return found;
}

/** Every text in a body, with its place. */
export function textsIn(value: ArmValue | undefined, path = ""): readonly { path: string; value: string }[] {
  if (typeof value === "string") return [{ path, value }];
  if (Array.isArray(value)) return (value as readonly ArmValue[]).flatMap((item, i) => textsIn(item, `${path}[${i}]`));
  if (!isArmObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, path === "" ? key : `${path}.${key}`));
}

function descend({ path, value }: PlacedValue, step: string): PlacedValue[] {
  if (step === "[]") {
    return Array.isArray(value)
      ? (value as readonly ArmValue[]).map((item, index) => ({ path: `${path}[${index}]`, value: item }))
      : [];
  }
  if (!isArmObject(value)) return [];
  const keys = step === "*" ? Object.keys(value) : [step];
  return keys.flatMap((key) => {
    const item = value[key];
    return item === undefined ? [] : [{ path: path === "" ? key : `${path}.${key}`, value: item }];
  });
}
