import { expect, it } from "vitest";
import { isAsDeclared, type FoundPool } from "./first-pool";

const declared = { count: { minimum: 3, maximum: 6 } };
const found: FoundPool = {
  minCount: 3,
  maxCount: 6,
  orchestratorVersion: "1.36",
  tags: { layer: "cell-01", "aks-managed": "x" },
};

it.each<[string, FoundPool | undefined, boolean]>([
  ["as declared", found, true],
  ["patched by Azure", { ...found, orchestratorVersion: "1.36.4" }, true],
  ["of another minor version", { ...found, orchestratorVersion: "1.3" }, false],
  ["of an older version", { ...found, orchestratorVersion: "1.35.9" }, false],
  ["with another least size", { ...found, minCount: 2 }, false],
  ["with another greatest size", { ...found, maxCount: 9 }, false],
  ["without the tag", { ...found, tags: {} }, false],
  ["not there yet", undefined, false],
])("a first pool %s", (_, pool, expected) => {
  expect(isAsDeclared(pool, declared, "1.36", { layer: "cell-01" })).toBe(expected);
});
