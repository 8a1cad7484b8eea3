import type { FieldSchema } from "./field-schema";

type Json = Readonly<Record<string, unknown>>;

const kept = [
  "type",
  "format",
  "nullable",
  "required",
  "enum",
  "pattern",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
] as const;

/** Types of the API machinery whose OpenAPI form says less than what the server accepts. */
const special: Readonly<Record<string, FieldSchema>> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { type: "string", format: "quantity" },
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { intOrString: true },
  "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": { type: "object", open: true },
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": { type: "string", format: "date-time" },
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": { type: "string", format: "date-time" },
};

/**
 * A schema of an OpenAPI document (or of a custom resource definition) in our form.
 *
 * What CEL rules (`x-kubernetes-validations`) demand is left out: only a real API server evaluates it.
 */
export function fieldSchemaOf(openApi: unknown): FieldSchema {
  const given = (openApi ?? {}) as Json;
  const reference = referenceIn(given);
  if (reference !== undefined) return special[reference] ?? { ref: reference };
  const plain = Object.fromEntries(kept.filter((key) => usable(given, key)).map((key) => [key, given[key]]));
  const { properties, additionalProperties, items } = given;
  return {
    ...plain,
    ...(properties !== undefined && { properties: each(properties as Json) }),
    ...(isObject(additionalProperties) && { values: fieldSchemaOf(additionalProperties) }),
    ...(items !== undefined && { items: fieldSchemaOf(items) }),
    ...(isOpen(given) && { open: true as const }),
    ...(given["x-kubernetes-int-or-string"] === true && { intOrString: true as const }),
    ...(isKeyed(given["x-kubernetes-list-type"]) && { list: given["x-kubernetes-list-type"] }),
    ...(Array.isArray(given["x-kubernetes-list-map-keys"]) && {
      keys: given["x-kubernetes-list-map-keys"] as string[],
    }),
    ...(isMeaningful(given["default"]) && { default: given["default"] }),
    ...combined(given),
  };
}

function referenceIn(given: Json): string | undefined {
  const all = given["allOf"];
  const pointer: unknown =
    given["$ref"] ?? (Array.isArray(all) && all.length === 1 ? (all[0] as Json)["$ref"] : undefined);
  return typeof pointer === "string" ? pointer.slice(pointer.lastIndexOf("/") + 1) : undefined;
}

/** An int-or-string has its alternatives spelt out beside the mark; the mark alone says the same. */
function usable(given: Json, key: (typeof kept)[number]): boolean {
  if (given[key] === undefined || given[key] === false) return false;
  return !(given["x-kubernetes-int-or-string"] === true && key === "type");
}

function combined(given: Json): Partial<FieldSchema> {
  const lists = (["allOf", "anyOf", "oneOf"] as const).flatMap((key) => {
    const schemas = given[key];
    return Array.isArray(schemas) && !isIntOrString(given, schemas) ? [[key, schemas.map(fieldSchemaOf)] as const] : [];
  });
  return { ...Object.fromEntries(lists), ...(given["not"] !== undefined && { not: fieldSchemaOf(given["not"]) }) };
}

function isIntOrString(given: Json, schemas: readonly unknown[]): boolean {
  const types = schemas.map((schema) => (schema as Json)["type"]);
  return given["x-kubernetes-int-or-string"] === true && types.includes("integer") && types.includes("string");
}

/** The zero values in the schemas of built-in types say how Go reads an absent field; they are no defaults. */
function isMeaningful(value: unknown): boolean {
  if (value === undefined || value === "" || value === 0) return false;
  return !(isObject(value) && Object.keys(value).length === 0);
}

function isOpen(given: Json): boolean {
  if (given["x-kubernetes-preserve-unknown-fields"] === true || given["x-kubernetes-embedded-resource"] === true)
    return true;
  const described = given["properties"] !== undefined || given["additionalProperties"] !== undefined;
  return given["type"] === "object" && !described;
}

function isKeyed(listType: unknown): listType is "set" | "map" {
  return listType === "set" || listType === "map";
}

function each(properties: Json): Readonly<Record<string, FieldSchema>> {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, fieldSchemaOf(property)]));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
