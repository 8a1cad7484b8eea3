import { createHash } from "node:crypto";
import { idKey } from "../arm/resource-id";

function digest(id: string, purpose: string): Buffer {
  return createHash("sha256")
    .update(`${purpose}\0${idKey(id)}`)
    .digest();
}

/** A GUID that Azure would draw, the same for the same resource and purpose in every run. */
export function guidOf(id: string, purpose: string): string {
  const hex = digest(id, purpose).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** Letters and digits that Azure would draw, the same in every run. */
export function codeOf(id: string, purpose: string, length: number): string {
  return BigInt(`0x${digest(id, purpose).toString("hex")}`)
    .toString(36)
    .slice(0, length);
}

/**
 * A public address that nobody has: from 198.18.0.0/15, which is set apart for tests of network devices (RFC 2544), so
 * that nothing real is ever reached by mistake.
 */
export function publicAddressOf(id: string): string {
  const [a = 0, b = 0, c = 0] = digest(id, "public address");
  return `198.${18 + (a % 2)}.${b}.${(c % 254) + 1}`;
}

/** A managed identity's answer: the ids that Entra gives to it. */
export function principalOf(id: string): string {
  return guidOf(id, "principal");
}
