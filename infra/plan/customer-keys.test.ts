import { describe, expect, it } from "vitest";
import type { Environment } from "./environment";
import { makePlan } from "./make-plan";
import { planOf, sourcesOf } from "./plan.fixture";

const sources = sourcesOf("cloxxs");
const KEY = "https://hsm-veld.managedhsm.azure.net/keys/databases/0123456789abcdef0123456789abcdef";
const EARLIER = KEY.replace("0123", "ffff");

const keyed = (customerKeys: NonNullable<Environment["customerKeys"]>) => ({
  ...sources,
  environment: { ...sources.environment, customerKeys },
});

function findings(customerKeys: NonNullable<Environment["customerKeys"]>) {
  const made = makePlan(keyed(customerKeys));
  return made.ok ? [] : made.findings.map(({ path, allowed, breaks }) => ({ path, allowed, breaks }));
}

function serversOf(plan: ReturnType<typeof planOf>) {
  return plan.cells.flatMap(({ servers }) => servers.map(({ key, customerKey }) => [key, customerKey?.versions]));
}

describe("a customer's own key", () => {
  it("is none until somebody has brought one, and explained so", () => {
    const plan = planOf(sources);
    expect(serversOf(plan)).toEqual([
      ["shared", undefined],
      ["veld", []],
    ]);
    expect(plan.refusals.map(({ refused }) => refused)).toContain("the customer's own key for veld");
  });

  it("encrypts in its first version, and the server knows the earlier ones", () => {
    const plan = planOf(keyed({ veld: { region: "westeurope", versions: [KEY, EARLIER] } }));
    expect(serversOf(plan)).toEqual([
      ["shared", undefined],
      ["veld", [KEY, EARLIER]],
    ]);
    expect(plan.refusals.map(({ refused }) => refused)).not.toContain("the customer's own key for veld");
  });

  it("is refused for who bought none, in another country, out of another store, and twice", () => {
    const vault = KEY.replace("managedhsm", "vault");
    expect(findings({ amst: { region: "westeurope", versions: [KEY] } })).toEqual([
      { path: ["customerKeys", "amst"], allowed: "veld", breaks: [] },
    ]);
    expect(findings({ veld: { region: "northeurope", versions: [vault, KEY, `${KEY}/`] } })).toEqual([
      {
        path: ["customerKeys", "veld", "region"],
        allowed: "a region in NL, where keys have to stay",
        breaks: ["CX-RES-1"],
      },
      {
        path: ["customerKeys", "veld", "versions", 0],
        allowed: "a key in *.managedhsm.azure.net",
        breaks: ["CX-ENC-3"],
      },
      { path: ["customerKeys", "veld", "versions", 2], allowed: "each version once", breaks: [] },
    ]);
  });

  it("is refused beside long-term backups, which a server without the key restores", () => {
    const { agreement } = sources;
    const made = makePlan({
      ...keyed({ veld: { region: "westeurope", versions: [KEY] } }),
      agreement: { ...agreement, backup: { ...agreement.backup, yearly: "P10Y" } },
    });
    expect(made.ok ? [] : made.findings.map(({ path }) => path)).toEqual([["customerKeys", "veld"]]);
  });
});
