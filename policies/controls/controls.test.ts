import { describe, expect, it, test } from "vitest";
import { allRules } from "../rules/all-rules";
import { ruleIds } from "../rules/rule-ids";
import { allControls } from "./controls-of-rule";

const controls = allControls(process.cwd());
const tested = controls.flatMap((control) => (control.state === "tested" ? [control] : []));

/** The controls of the design's list for which something in the infrastructure can be evidence. */
const EXPECTED =
  "5.3 5.7 5.9 5.14 5.15 5.16 5.17 5.18 5.23 5.24 5.26 5.28 5.29 5.30 5.31 5.33 5.34 5.36 5.37 8.2 8.3 8.5 8.6 8.7 8.8 8.9 " +
  "8.10 8.12 8.13 8.14 8.15 8.16 8.17 8.19 8.20 8.21 8.22 8.23 8.24 8.25 8.27 8.29 8.31 8.32 8.34";

test("every control stands in exactly one state", () => {
  expect(controls.map(({ id }) => id)).toEqual(EXPECTED.split(" ").map((id) => `A.${id}`));
});

describe.each(tested.map((control) => [control.id, control] as const))("%s", (_, { rules }) => {
  it("has rules, all of which exist and are sabotaged", () => {
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((id) => !ruleIds.includes(id))).toEqual([]);
    const sabotaged = allRules.filter(({ sabotage }) => sabotage.length > 0).map(({ id }) => id);
    expect(rules.filter((id) => !sabotaged.includes(id))).toEqual([]);
  });

  it("names each rule once", () => {
    expect(rules).toEqual([...new Set(rules)]);
  });
});

test.each(["A.8.13", "A.8.14", "A.5.30", "A.8.22", "A.8.32", "A.5.23"])(
  "%s, where public maps are thinnest, is proved by several rules",
  (id) => {
    expect(tested.find((control) => control.id === id)?.rules.length).toBeGreaterThanOrEqual(4);
  },
);
