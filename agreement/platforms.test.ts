import { describe, expect, test } from "vitest";
import { documentsIn, loadPlatform, platformNames } from "./load-platform";
import { formatProblems } from "./problem";
const facts = { regions: [], tenantsPerCell: { namespace: 20, nodePool: 12, cluster: 4 } };
test.each(platformNames(documentsIn(".")))("%s", (name) => {
  const r = loadPlatform(name, documentsIn("."), facts);
  expect(r.ok ? "" : formatProblems(r.problems)).toBe("");
});
