import { expect, test } from "vitest";
import { documentsIn, loadPlatform, platformNames } from "./load-platform";
import { formatProblems } from "./problem";
import { testFacts } from "./test-facts";
test.each(platformNames(documentsIn(".")))("%s", (name) => {
  const r = loadPlatform(name, documentsIn("."), testFacts);
  expect(r.ok ? "" : formatProblems(r.problems)).toBe("");
});
