import { createHash } from "node:crypto";

/** The version of the models that are written. */
export const OSCAL = "1.1.2";

/** A namespace of ours: properties without one are OSCAL's own. */
export const NAMESPACE = "https://deltawerk.example/ns/oscal";

/** A day as OSCAL writes moments. */
export const momentOf = (date: string): string => `${date}T00:00:00Z`;

/** Controls in the order of the standard: A.8.9 before A.8.13. */
export function byNumber(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

/** An identifier of version 5 (RFC 9562: by name), in a namespace of our own. */
export function uuid(name: string): string {
  const hash = createHash("sha1").update(`deltawerk ${name}`).digest("hex");
  const variant = ((parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    `${variant}${hash.slice(18, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
