import { canonicalQuantity } from "../kinds/quantity";
import { rulesOf } from "../kinds/kind-register";
import { resolved, type FieldSchema, type FieldTypes } from "../schema/field-schema";
import { isArmObject } from "../../arm/resource";
import { groupKindOf, type KubeMap, type KubeObject, type KubeValue, written } from "./kube-object";

/** Flags that are left out where they are false; others say the same by being there. */
const plainFlags = new Set(["globalDefault", "hostIPC", "hostNetwork", "hostPID", "publishNotReadyAddresses", "tty"]);

/**
 * An object as the API server writes it: amounts in their shortest form, one way to say things of which there are
 * several. Built-in kinds have no empty lists and maps; custom ones keep what they are given.
 */
export function canonicalObject(object: KubeObject, schema: FieldSchema, types: FieldTypes): KubeObject {
  const normalized = rulesOf(groupKindOf(object)).normalized?.(object) ?? object;
  return canonical(normalized, schema, types, schema.ref !== undefined) as KubeMap;
}

function canonical(value: KubeValue, given: FieldSchema, types: FieldTypes, builtIn: boolean): KubeValue {
  const schema = resolved(given, types);
  if (schema.format === "quantity") return canonicalQuantity(written(value));
  if (Array.isArray(value)) {
    return (value as readonly KubeValue[]).map((item) => canonical(item, schema.items ?? {}, types, builtIn));
  }
  if (!isArmObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, KubeValue][] => {
    if (item === undefined) return [];
    const field = resolved(schema.properties?.[key] ?? schema.values ?? {}, types);
    return builtIn && isLeftOut(key, item, field) ? [] : [[key, canonical(item, field, types, builtIn)]];
  });
  return Object.fromEntries(entries);
}

/** Roles are the exception: they have a list of rules even where it is empty. */
function isLeftOut(key: string, value: KubeValue, field: FieldSchema): boolean {
  if (Array.isArray(value)) return value.length === 0 && key !== "rules";
  if (isArmObject(value)) return field.values !== undefined && Object.keys(value).length === 0;
  return value === false && plainFlags.has(key);
}

/** An object with the defaults that its schema names; those of built-in kinds are rules of their own. */
export function withSchemaDefaults(value: KubeValue, given: FieldSchema, types: FieldTypes): KubeValue {
  const schema = resolved(given, types);
  if (Array.isArray(value)) {
    return (value as readonly KubeValue[]).map((item) => withSchemaDefaults(item, schema.items ?? {}, types));
  }
  if (!isArmObject(value)) return value;
  const { properties = {}, values } = schema;
  const missing = Object.entries(properties)
    .filter(([key, field]) => value[key] === undefined && field.default !== undefined)
    .map(([key, field]) => [key, field.default as KubeValue] as const);
  const completed: KubeMap = { ...value, ...Object.fromEntries(missing) };
  const entries = Object.entries(completed).map(([key, item]): [string, KubeValue | undefined] => [
    key,
    item === undefined ? undefined : withSchemaDefaults(item, properties[key] ?? values ?? {}, types),
  ]);
  return Object.fromEntries(entries);
}
