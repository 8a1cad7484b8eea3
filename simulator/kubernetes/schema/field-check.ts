import { isDeepStrictEqual } from "node:util";
import { isQuantity } from "../kinds/quantity";
import { resolved, type FieldSchema, type FieldTypes } from "./field-schema";

/** A field that the API server does not accept. */
export interface FieldProblem {
  /** For example `.spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly message: string;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Everything in an object that strict field validation refuses: fields that do not exist, values of another type,
 * missing ones, broken constraints, items of a keyed list that occur twice. Unknown values (of a preview) are passed over.
 */
export function fieldProblems(schema: FieldSchema, value: unknown, types: FieldTypes): readonly FieldProblem[] {
  return problemsOf(schema, value, "", types);
}

function problemsOf(given: FieldSchema, value: unknown, path: string, types: FieldTypes): readonly FieldProblem[] {
  if (typeof value === "symbol") return [];
  const schema = resolved(given, types);
  if (value === null && schema.nullable === true) return [];
  const mismatch = typeProblem(schema, value);
  if (mismatch !== undefined) return [{ path, message: mismatch }];
  return [
    ...constraintProblems(schema, value).map((message) => ({ path, message })),
    ...(isObject(value) ? objectProblems(schema, value, path, types) : []),
    ...(Array.isArray(value) ? listProblems(schema, value as readonly unknown[], path, types) : []),
    ...combinationProblems(schema, value, path, types),
  ];
}

function typeProblem({ type, intOrString, format }: FieldSchema, value: unknown): string | undefined {
  if (intOrString === true) {
    return typeof value === "string" || Number.isInteger(value)
      ? undefined
      : `expected integer or string, got ${shown(value)}`;
  }
  if (type === undefined) return undefined;
  if (type === "string" && format === "quantity" && typeof value === "number") return undefined;
  const fits = {
    object: isObject(value),
    array: Array.isArray(value),
    string: typeof value === "string",
    integer: Number.isInteger(value),
    number: typeof value === "number",
    boolean: typeof value === "boolean",
  };
  return fits[type] ? undefined : `expected ${type}, got ${shown(value)}`;
}

function constraintProblems(schema: FieldSchema, value: unknown): readonly string[] {
  const { enum: allowed, pattern, format } = schema;
  const size = sizeOf(value);
  const [least, most] = boundsOf(schema, value);
  return [
    ...(allowed !== undefined && !allowed.some((each) => isDeepStrictEqual(each, value))
      ? [`Unsupported value: ${shown(value)}: supported values: ${allowed.map((each) => shown(each)).join(", ")}`]
      : []),
    ...(pattern !== undefined && typeof value === "string" && !new RegExp(pattern, "u").test(value)
      ? [`Invalid value: ${shown(value)}: should match '${pattern}'`]
      : []),
    ...(least !== undefined && size < least ? [`Invalid value: ${shown(value)}: should be at least ${least}`] : []),
    ...(most !== undefined && size > most ? [`Invalid value: ${shown(value)}: may not be more than ${most}`] : []),
    ...(hasFormat(format, value) ? [] : [`Invalid value: ${shown(value)}: is no ${format ?? ""}`]),
  ];
}

function sizeOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return [...value].length;
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

function boundsOf(schema: FieldSchema, value: unknown): readonly [number | undefined, number | undefined] {
  if (typeof value === "number") return [schema.minimum, schema.maximum];
  if (typeof value === "string") return [schema.minLength, schema.maxLength];
  if (Array.isArray(value)) return [schema.minItems, schema.maxItems];
  return isObject(value) ? [schema.minProperties, schema.maxProperties] : [undefined, undefined];
}

const wholeNumbers: Readonly<Record<string, number>> = { int32: 2 ** 31, int64: 2 ** 63 };

function hasFormat(format: string | undefined, value: unknown): boolean {
  const limit = format === undefined ? undefined : wholeNumbers[format];
  if (limit !== undefined && typeof value === "number") return value >= -limit && value < limit;
  if (format === "quantity") return isQuantity(String(value));
  if (format === "date-time" && typeof value === "string") {
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value));
  }
  if (format === "byte" && typeof value === "string") {
    return /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0;
  }
  return true;
}

function objectProblems(schema: FieldSchema, value: Json, path: string, types: FieldTypes): readonly FieldProblem[] {
  const { properties = {}, values, required = [], open } = schema;
  return [
    ...required
      .filter((name) => value[name] === undefined)
      .map((name) => ({ path: `${path}.${name}`, message: "Required value" })),
    ...Object.entries(value).flatMap(([name, field]): readonly FieldProblem[] => {
      if (field === undefined) return [];
      const place = `${path}.${name}`;
      const known = properties[name] ?? values;
      if (known !== undefined) return problemsOf(known, field, place, types);
      return open === true || schema.type === undefined
        ? []
        : [{ path: place, message: "field not declared in schema" }];
    }),
  ];
}

function listProblems(
  { items, list, keys = [] }: FieldSchema,
  value: readonly unknown[],
  path: string,
  types: FieldTypes,
): readonly FieldProblem[] {
  const ofItems =
    items === undefined ? [] : value.flatMap((item, i) => problemsOf(items, item, `${path}[${i}]`, types));
  if (list === undefined) return ofItems;
  const seen = new Set<string>();
  const repeated = value.flatMap((item, i): readonly FieldProblem[] => {
    const key = list === "set" ? shown(item) : keyOf(item, keys, resolved(items ?? {}, types));
    if (key === undefined || !seen.has(key)) {
      if (key !== undefined) seen.add(key);
      return [];
    }
    return [{ path: `${path}[${i}]`, message: `duplicate entries for key ${key}` }];
  });
  return [...ofItems, ...repeated];
}

/** The key of an item, or undefined where a part of it is not known yet. */
function keyOf(item: unknown, keys: readonly string[], { properties = {} }: FieldSchema): string | undefined {
  const values = keys.map((key) => (isObject(item) ? item[key] : undefined) ?? properties[key]?.default);
  if (values.some((value) => typeof value === "symbol")) return undefined;
  return `[${keys.map((key, i) => `${key}=${shown(values[i])}`).join(",")}]`;
}

function combinationProblems(schema: FieldSchema, value: unknown, path: string, types: FieldTypes) {
  const { allOf = [], anyOf, oneOf, not } = schema;
  const fits = (part: FieldSchema): boolean => problemsOf(lenient(part, types), value, path, types).length === 0;
  const message =
    (anyOf !== undefined && !anyOf.some(fits) && "must match at least one of the schemas (anyOf)") ||
    (oneOf !== undefined && oneOf.filter(fits).length !== 1 && "must match exactly one of the schemas (oneOf)") ||
    (not !== undefined && fits(not) && "must not match the schema (not)");
  return [
    ...allOf.flatMap((part) => problemsOf(lenient(part, types), value, path, types)),
    ...(message === false ? [] : [{ path, message }]),
  ];
}

/** A part of a combination constrains some fields and leaves the others to the schema around it. */
function lenient(schema: FieldSchema, types: FieldTypes): FieldSchema {
  return { ...resolved(schema, types), open: true };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
