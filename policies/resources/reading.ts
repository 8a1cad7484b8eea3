import { defaultOf, type DefaultValue } from "../../azure/defaults";
import type { RegisteredResource } from "./registered-resource";
import { isUnknown } from "./unknown";

/** What a property of a resource is: given, Azure's default, not there, or not known before the update. */
export type Reading =
  | { readonly kind: "given"; readonly value: unknown }
  /** Absent, so that Azure's default holds. */
  | { readonly kind: "default"; readonly value: DefaultValue; readonly source: string }
  /** Absent, and the table of defaults has nothing for it. */
  | { readonly kind: "absent" }
  | { readonly kind: "unknown" };

/** What a resource's inputs say of a property. @param path names and indexes with dots: `rules.0.name` */
export function read(resource: Pick<RegisteredResource, "type" | "inputs">, path: string): Reading {
  const found = walk(resource.inputs, path);
  if (found.kind !== "absent") return found;
  const byDefault = defaultOf(resource.type, path);
  return byDefault === undefined ? found : { kind: "default", value: byDefault.value, source: byDefault.source };
}

/** What plain properties say at a path, without Azure's defaults. */
export function walk(properties: unknown, path: string): Exclude<Reading, { readonly kind: "default" }> {
  let value: unknown = properties;
  for (const step of path.split(".")) {
    if (isUnknown(value)) return { kind: "unknown" };
    if (typeof value !== "object" || value === null) return { kind: "absent" };
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  if (isUnknown(value)) return { kind: "unknown" };
  return value === undefined || value === null ? { kind: "absent" } : { kind: "given", value };
}

/** A property's value: given or by default. Nothing where it is absent or unknown. */
export function valueOf(resource: Pick<RegisteredResource, "type" | "inputs">, path: string): unknown {
  const reading = read(resource, path);
  return reading.kind === "given" || reading.kind === "default" ? reading.value : undefined;
}

/** A property's value as text, where it is known and a text. */
export function textOf(resource: Pick<RegisteredResource, "type" | "inputs">, path: string): string | undefined {
  const value = valueOf(resource, path);
  return typeof value === "string" ? value : undefined;
}

/** The entries of a list, where it is known and a list. */
export function listOf(
  resource: Pick<RegisteredResource, "type" | "inputs">,
  path: string,
): readonly Readonly<Record<string, unknown>>[] {
  const value = valueOf(resource, path);
  return Array.isArray(value) ? (value as readonly Readonly<Record<string, unknown>>[]) : [];
}
