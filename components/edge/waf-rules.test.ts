import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admissionRules } from "./waf-rules";

const anyone = { countries: "any", addresses: "any", requestsPerMinute: 600 } as const;

describe("admissionRules", () => {
  it.each([
    ["everyone", anyone, ["LimitRequests"]],
    ["one country", { ...anyone, countries: ["NL"] }, ["RefuseOtherCountries", "LimitRequests"]],
    ["fixed addresses", { ...anyone, addresses: ["192.0.2.0/24"] }, ["RefuseOtherAddresses", "LimitRequests"]],
    [
      "fixed addresses in one country",
      { ...anyone, countries: ["NL"], addresses: ["192.0.2.0/24"] },
      ["RefuseOtherCountries", "RefuseOtherAddresses", "LimitRequests"],
    ],
    ["no country", { ...anyone, countries: [] }, ["RefuseEveryone"]],
    ["no address", { ...anyone, addresses: [] }, ["RefuseEveryone"]],
  ])("letting in %s", (_, admission, names) => {
    expect(admissionRules(admission).map(({ name }) => name)).toEqual(names);
  });

  it("blocks clients outside the countries, and so those of no known country", () => {
    expect(admissionRules({ ...anyone, countries: ["NL"] })[0]).toMatchObject({
      ruleType: "MatchRule",
      action: "Block",
      state: "Enabled",
      matchConditions: [
        {
          matchVariables: [{ variableName: "RemoteAddr" }],
          operator: "GeoMatch",
          negationConditon: true,
          matchValues: ["NL"],
        },
      ],
    });
  });

  it("counts requests by client, over a minute", () => {
    expect(admissionRules(anyone).at(-1)).toMatchObject({
      ruleType: "RateLimitRule",
      action: "Block",
      rateLimitDuration: "OneMin",
      rateLimitThreshold: 600,
      groupByUserSession: [{ groupByVariables: [{ variableName: "ClientAddr" }] }],
    });
  });

  it("splits what is longer than a condition takes, losing nothing", () => {
    const prefixes = fc.uniqueArray(fc.ipV4(), { minLength: 1, maxLength: 1500 });
    fc.assert(
      fc.property(prefixes, (addresses) => {
        const rule = admissionRules({ ...anyone, addresses }).find(({ name }) => name === "RefuseOtherAddresses");
        const conditions = rule?.matchConditions as readonly { readonly matchValues: readonly string[] }[];
        expect(conditions.flatMap(({ matchValues }) => matchValues)).toEqual(addresses);
        for (const { matchValues } of conditions) expect(matchValues.length).toBeLessThanOrEqual(600);
      }),
      { numRuns: 20 },
    );
  });

  it("gives every rule a priority of its own, from 1 to 100", () => {
    const priorities = admissionRules({ ...anyone, countries: ["NL"], addresses: ["192.0.2.0/24"] }).map(
      ({ priority }) => priority as number,
    );
    expect(new Set(priorities).size).toBe(priorities.length);
    expect(Math.min(...priorities)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...priorities)).toBeLessThanOrEqual(100);
  });
});
