import { expect, it } from "vitest";
import { fitted, folded, listed, LONGEST_COMMENT } from "./markdown-pieces";

const lines = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `update \`r${index}\``);
const text = ["### Title", ...listed("Tenants", ["a", "b"]), ...folded("All 6000 resources", lines(6000)), ""].join(
  "\n\n",
);

it("a text that is short enough stays as it is", () => {
  expect(fitted("- a\n")).toBe("- a\n");
  expect(fitted(text, text.length)).toBe(text);
});

it("a text that is too long shows less of what is folded, says how much, and keeps the rest", () => {
  expect(text.length).toBeGreaterThan(LONGEST_COMMENT);
  const short = fitted(text);
  expect(short.length).toBeLessThanOrEqual(LONGEST_COMMENT);
  expect(short).toContain("**Tenants**\n- a\n- b");
  expect(short).toContain("- update `r199`\n- … and 5800 more, which check.json has\n\n</details>");
  expect(fitted(text, 600)).toContain("- update `r9`\n- … and 5990 more");
  expect(fitted(text, 1)).toContain("</summary>\n\n- … and 6000 more, which check.json has\n\n</details>");
});
