import { expect, test } from "vitest";
import { closestName } from "./closest-name";

test.each([
  { given: "superofice", candidates: ["superoffice", "pct"], meant: "superoffice" },
  { given: "ACTIVE", candidates: ["active", "leaving"], meant: "active" },
  { given: "xyz", candidates: ["active", "leaving"], meant: undefined },
  { given: "no", candidates: ["NO"], meant: "NO" },
  { given: "NX", candidates: ["AX", "NO"], meant: undefined },
  { given: "x", candidates: ["y"], meant: undefined },
])("$given means $meant", ({ given, candidates, meant }) => {
  expect(closestName(given, candidates)).toBe(meant);
});
