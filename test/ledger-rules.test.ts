import { describe, expect, it } from "vitest";
import { documentsIn, loadPlatform, platformNames } from "../agreement/load-platform";
import { testFacts } from "../agreement/test-facts";
import { servedClauses } from "../policies/framework/promises-of-rule";
import { allRules } from "../policies/rules/all-rules";

const documents = documentsIn(".");

/** What is sold has to be provable before somebody buys it. */
function withAllOptions<T>(terms: T): T {
  if (Array.isArray(terms)) return terms.map(withAllOptions) as T;
  if (typeof terms !== "object" || terms === null) return terms;
  const inner = Object.entries(terms).map(([key, value]) => [key, withAllOptions<unknown>(value)]);
  return { ...Object.fromEntries(inner), ...("optional" in terms && "on" in terms && { on: true }) } as T;
}

describe.each(platformNames(documents))("the ledger of %s", (name) => {
  const loaded = loadPlatform(name, documents, testFacts);
  if (!loaded.ok) throw new Error(`${name} has problems`);
  const { tenants, ledger } = loaded.value;
  const sold = { agreement: withAllOptions(loaded.value.agreement), tenants };
  const promises = ledger.promises.flatMap((promise) => (promise.kind === "platform" ? [promise] : []));

  it("names rules that are there and that serve the promise by one of its clauses", () => {
    const wrong = promises.flatMap(({ id, carriedBy }) =>
      carriedBy.rules
        .filter((named) => {
          const rule = allRules.find((one) => one.id === named);
          return rule === undefined || !servedClauses(rule, sold).some((clause) => clause.promises.includes(id));
        })
        .map((named) => `${id}: ${named}`),
    );
    expect(wrong).toEqual([]);
  });

  it("has a rule for every promise of the platform", () => {
    expect(promises.filter(({ carriedBy }) => carriedBy.rules.length === 0).map(({ id }) => id)).toEqual([]);
  });
});
