import { SECRET } from "../resources/unknown";
import { sortedJson } from "./sorted-json";

const LONGEST = 80;
/** Inputs whose values nobody may read, wherever they stand: packs get them in plain text. */
const SECRET_INPUT = /(sharedKey|password|secret|credential|connectionString|(^|\.)key$|(^|\.)value$)/i;

/** A value as a message quotes it; never one of an input that can be a secret. */
export function shown(path: string, value: unknown): string {
  if (value === undefined) return "absent";
  // A number or a switch is no secret, whatever its input is called.
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (SECRET_INPUT.test(path)) return SECRET;
  const text = sortedJson(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
