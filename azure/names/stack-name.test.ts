import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENVIRONMENT_CODES, PLATFORM_CODES, type Environment, type Platform } from "./codes";
import { formatStackName, parseStackName, type StackIdentity } from "./stack-name";

const owner = {
  platform: fc.constantFrom(...(Object.keys(PLATFORM_CODES) as Platform[])),
  environment: fc.constantFrom(...(Object.keys(ENVIRONMENT_CODES) as Environment[])),
};
const stacks: fc.Arbitrary<StackIdentity> = fc.oneof(
  fc.record({ ...owner, layer: fc.constantFrom("guard" as const, "platform" as const) }),
  fc.record({
    ...owner,
    layer: fc.constantFrom("cell" as const, "workload" as const),
    cell: fc.integer({ min: 1, max: 99 }),
  }),
);

describe("stack names", () => {
  it("are read back as what they were made of, qualified or not", () => {
    fc.assert(
      fc.property(stacks, (stack) => {
        expect(parseStackName(formatStackName(stack))).toEqual(stack);
        expect(parseStackName(`organization/deltawerk/${formatStackName(stack)}`)).toEqual(stack);
      }),
    );
  });

  it.each([
    ["superoffice-production", { layer: "platform" }],
    ["superoffice-production-guard", { layer: "guard" }],
    ["superoffice-production-cell-01", { layer: "cell", cell: 1 }],
    ["superoffice-production-workload-12", { layer: "workload", cell: 12 }],
  ])("%s", (name, layer) => {
    expect(parseStackName(name)).toEqual({ platform: "superoffice", environment: "production", ...layer });
  });

  it.each([
    ["superofice-prod", ['Did you mean "superoffice"?', '"prod" is not an environment']],
    ["superoffice-production-cell-1", ['"-cell-1" is not a layer']],
    ["superoffice-production-cell-00", ['"-cell-00" is not a layer']],
    ["superoffice-production-guard-01", ['"-guard-01" is not a layer']],
    ["superoffice", ['"" is not an environment']],
    ["superoffice-production-", ['"-" is not a layer']],
  ])("%s is refused with every problem", (name, problems) => {
    for (const problem of problems) expect(() => parseStackName(name)).toThrow(problem);
    expect(() => parseStackName(name)).toThrow(`Stack "${name}" is not named`);
  });

  it("refuses a cell that has no two digits", () => {
    const stack = { platform: "pct", environment: "local", layer: "cell", cell: 100 } as const;
    expect(() => formatStackName(stack)).toThrow("Cell 100 is not a whole number from 1 to 99.");
  });
});
