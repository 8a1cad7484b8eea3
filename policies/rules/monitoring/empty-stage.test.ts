import { describe, expect, it } from "vitest";
import { emptyStage } from "./empty-stage";

describe("a stage that lets nothing through", () => {
  it.each([
    ["logs | where false", "where false"],
    ["logs | where kind == 1 | take 0", "take 0"],
    ["logs | limit 0 | count", "limit 0"],
    ["logs | where 1 == 2", "where 1 == 2"],
    ['logs | where "a" == "b" and x == 1', 'where "a" == "b" and x == 1'],
    ["logs | where (1 > 2)", "where (1 > 2)"],
  ])("is found in %s", (query, stage) => {
    expect(emptyStage(query)).toBe(stage);
  });

  it.each(["logs | where record.kind == 1", "logs | take 10", "logs | where 1 == 1", "logs | where x in (0)", "logs"])(
    "is not found in %s",
    (query) => {
      expect(emptyStage(query)).toBeUndefined();
    },
  );
});
