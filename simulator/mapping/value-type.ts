import type { ValueType } from "../arm/type-mapping";
import type { ModuleData, PropertyData } from "./wire-types";

/** Reads the short text with which the data writes a type; see `wire-types.ts` for the notation. */
export function valueTypeOf(property: PropertyData, data: ModuleData): ValueType {
  return constrained(parse(property.type, data), property);
}

function parse(text: string, data: ModuleData): ValueType {
  if (text.endsWith("[]")) return { kind: "array", items: parse(ungrouped(text), data) };
  if (text.endsWith("{}")) return { kind: "map", values: parse(ungrouped(text), data) };
  if (text.includes("|")) return unionOf(text.split("|").map(nameOf), data);
  if (text.startsWith("#")) return { kind: "object", type: nameOf(text) };
  if (text.startsWith("%")) return { kind: "string", enum: data.enums[nameOf(text)] ?? [] };
  if (text.startsWith("'")) return { kind: "string", enum: [text.slice(1, -1)] };
  switch (text) {
    case "ids":
      return { kind: "textSet", values: { kind: "any" } };
    case "string":
    case "number":
    case "boolean":
    case "any":
      return { kind: text };
    default:
      throw new Error(`the mapping data has the unreadable type '${text}'`);
  }
}

/** The element of `x[]`, `x{}`, `(x|y)[]`. */
function ungrouped(text: string): string {
  const element = text.slice(0, -2);
  return element.startsWith("(") ? element.slice(1, -1) : element;
}

function nameOf(reference: string): string {
  return reference.slice(1);
}

/** The members of a union share one property that holds another constant text in each of them. */
function unionOf(names: readonly string[], data: ModuleData): ValueType {
  const [first] = names;
  const properties = Object.entries(data.types[first ?? ""] ?? {});
  const discriminator = properties.find(([, { type, required }]) => type.startsWith("'") && required === true)?.[0];
  const variants = names.map((name) => {
    const constant = discriminator === undefined ? undefined : data.types[name]?.[discriminator]?.type;
    if (constant?.startsWith("'") !== true) throw new Error(`the mapping data cannot tell ${names.join(", ")} apart`);
    return [constant.slice(1, -1), name];
  });
  return {
    kind: "union",
    discriminator: discriminator ?? "",
    variants: Object.fromEntries(variants) as Record<string, string>,
  };
}

function constrained(type: ValueType, limits: PropertyData): ValueType {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = limits;
  switch (type.kind) {
    case "string":
      return {
        ...type,
        ...(minLength !== undefined && { minLength }),
        ...(maxLength !== undefined && { maxLength }),
        ...(pattern !== undefined && { pattern }),
      };
    case "number":
    case "integer":
      return { ...type, ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
    case "array":
      return { ...type, ...(minItems !== undefined && { minItems }), ...(maxItems !== undefined && { maxItems }) };
    case "boolean":
    case "any":
    case "map":
    case "object":
    case "textSet":
    case "union":
      return type;
  }
}
