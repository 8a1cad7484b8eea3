import { sortedJson } from "./sorted-json";

/** What a document says, as a sentence quotes it: a text as it is, anything else as JSON. @param otherwise where it says nothing */
export function said(value: unknown, otherwise = "absent"): string {
  if (value === undefined || value === null) return otherwise;
  return typeof value === "string" ? value : sortedJson(value);
}
