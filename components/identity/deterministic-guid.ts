import { createHash } from "node:crypto";

/** Name space of the project's own GUIDs, drawn once at random; changing it renames every role assignment. */
const NAMESPACE = Buffer.from("6f1e2f3c0b5d4c7e9a44d1a7c0f38b52", "hex");

/**
 * A version 5 UUID (RFC 9562): the same parts always give the same GUID. Azure demands a GUID as the name of a role
 * assignment, and a random one would make every second run differ from the first.
 */
export function deterministicGuid(...parts: readonly string[]): string {
  const bytes = createHash("sha1").update(NAMESPACE).update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
