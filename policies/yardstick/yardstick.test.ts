import { describe, expect, it } from "vitest";
import { documentsIn, type DocumentSource } from "../../agreement/load-platform";
import { InvalidInputError } from "../../azure/invalid-input";
import { ruleIds } from "../rules/rule-ids";
import { yardstickOf } from "./yardstick";

const project = documentsIn(".");
const known = { rules: ruleIds, today: "2026-11-22" };
const without = (file: string, text?: string): DocumentSource => ({
  list: project.list,
  read: (path) => (path === file ? text : project.read(path)),
});

function refusal(stack: string, source: DocumentSource): string {
  try {
    yardstickOf(stack, source, known);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return String(error);
  }
  return "accepted";
}

describe("the yardstick", () => {
  it("is found by the stack's name", () => {
    const { platform, environment, agreement } = yardstickOf("pct-production-cell-02", project, known);
    expect([platform, environment, agreement.platform]).toEqual(["pct", "production", "pct"]);
  });

  it.each([
    ["a stack of no platform", "unheard-local", project, '"unheard" is not a platform'],
    ["no agreement", "pct-local", { list: () => [], read: () => undefined }, "no platform has an agreement yet"],
    [
      "an agreement of another version",
      "pct-local",
      without("stacks/agreements/pct.yaml", "schemaVersion: 99\n"),
      "schemaVersion",
    ],
    [
      "waivers that cannot be read",
      "pct-local",
      without("stacks/waivers/pct.yaml", "waivers: ["),
      "stacks/waivers/pct.yaml:1",
    ],
    [
      "the agreement of another platform",
      "pct-local",
      without("stacks/agreements/pct.yaml", project.read("stacks/agreements/draftit.yaml")),
      "draftit",
    ],
  ] as const)("is refused with %s", (_, stack, source, says) => {
    expect(refusal(stack, source)).toContain(says);
  });
});
