import * as proxy from "@pulumi/policy/proxy";
import { expect, test } from "vitest";
import { isUnknown, UNKNOWN } from "./unknown";

test("every sentinel of the policy SDK is unknown, and nothing else is", () => {
  const sentinels = Object.entries(proxy).filter(([name]) => /^unknown\w+Value$/.test(name));
  expect(sentinels).toHaveLength(7);
  for (const [name, value] of sentinels) expect(isUnknown(value), name).toBe(true);
  expect(new Map<string, unknown>(sentinels).get("unknownStringValue")).toBe(UNKNOWN);
  for (const value of ["", "unknown", undefined, null, 0, false, {}]) expect(isUnknown(value)).toBe(false);
});
