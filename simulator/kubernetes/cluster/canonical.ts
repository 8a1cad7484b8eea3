import { canonicalQuantity } from "../kinds/quantity";
import { rulesOf } from "../kinds/kind-register";
import { resolved, type FieldSchema, type FieldTypes } from "../schema/field-schema";
import { isArmObject } from "../../arm/resource";
import { groupKindOf, type KubeMap, type KubeObject, type KubeValue, written } from "./kube-object";

/** An object as the API server writes it: amounts in their shortest form, one way to say things of which there are several. */
export function canonicalObject(object: KubeObject, schema: FieldSchema, types: FieldTypes): KubeObject {
  const normalized = rulesOf(groupKindOf(object)).normalized?.(object) ?? object;
  return canonical(normalized, schema, types) as KubeMap;
}

function canonical(value: KubeValue, given: FieldSchema, types: FieldTypes): KubeValue {
  const schema = resolved(given, types);
  if (schema.format === "quantity") return canonicalQuantity(written(value));
  if (Array.isArray(value)) {
    return (value as readonly KubeValue[]).map((item) => canonical(item, schema.items ?? {}, types));
  }
  if (!isArmObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, KubeValue | undefined] => {
    const field = schema.properties?.[key] ?? schema.values ?? {};
    return [key, item === undefined ? undefined : canonical(item, field, types)];
  });
  return Object.fromEntries(entries);
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
