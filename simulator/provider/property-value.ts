import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ArmValue } from "../arm/resource";

/** A value that a preview does not know yet. */
export const UNKNOWN = Symbol("unknown");

/** A value of a resource's property, as the engine and a provider exchange it. */
export type PropertyValue = null | boolean | number | string | typeof UNKNOWN | readonly PropertyValue[] | PropertyMap;

/** The properties of a resource, or of an object within them. */
export interface PropertyMap {
  readonly [name: string]: PropertyValue;
}

/**
 * How the engine writes "unknown", by the kind of value that is expected.
 *
 * Source: pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go (v3.248).
 */
const unknownTexts: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Reads what the engine sent. Nulls are dropped and secrets are opened: the engine itself keeps track of them. */
export function readProperties(struct: Struct | undefined): PropertyMap {
  if (struct === undefined) return {};
  const value = readValue(struct.toJavaScript());
  return isPropertyMap(value) ? value : {};
}

/** Writes properties for the engine. */
export function writeProperties(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(writeValue(properties) as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** Tells whether a value is an object. */
export function isPropertyMap(value: PropertyValue | undefined): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a list. */
export function isPropertyList(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

/** A property that is a text, or undefined where it is anything else. */
export function textOf(properties: PropertyMap, name: string): string | undefined {
  const value = properties[name];
  return typeof value === "string" ? value : undefined;
}

/** The value as JSON, where nothing in it is unknown. */
export function known(value: PropertyValue): ArmValue | undefined {
  if (value === UNKNOWN) return undefined;
  if (isPropertyList(value)) {
    const items = value.map(known).filter((item) => item !== undefined);
    return items.length === value.length ? items : undefined;
  }
  if (!isPropertyMap(value)) return value;
  const keys = Object.keys(value);
  const object = Object.fromEntries(keys.map((key) => [key, known(value[key] ?? null)]));
  return keys.some((key) => object[key] === undefined) ? undefined : object;
}

function readValue(value: unknown): PropertyValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string") return unknownTexts.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map((item) => readValue(item) ?? null);
  return readObject(value as Readonly<Record<string, unknown>>);
}

function readObject(object: Readonly<Record<string, unknown>>): PropertyValue | undefined {
  const signature = object[signatureKey];
  if (signature === secretSignature) return readValue(object["value"]);
  if (signature !== undefined) throw new Error("assets, archives and resource references are not accepted here");
  const entries = Object.entries(object).map(([key, item]) => [key, readValue(item)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, PropertyValue] => entry[1] !== undefined));
}

function writeValue(value: PropertyValue): unknown {
  if (value === UNKNOWN) return unknownText;
  if (isPropertyList(value)) return value.map(writeValue);
  if (!isPropertyMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, writeValue(item)]));
}
