import { describe, expect, test } from "vitest";
import { clausesOf } from "../clauses";
import { documentsIn, loadPlatform, platformNames } from "../load-platform";
import { testFacts } from "../test-facts";
import { requiredFlows } from "./required-flows";
import type { RequiredFlow } from "./required-flows";
import { zoneOf } from "./roles";
import type { Role } from "./roles";

const source = documentsIn(".");

function agreementOf(name: string) {
  const platform = loadPlatform(name, source, testFacts);
  if (!platform.ok) {
    throw new Error(`${name} has problems`);
  }
  return platform.value.agreement;
}

/** Roles that a role can reach in any number of steps. */
function reachable(flows: readonly RequiredFlow[], from: Role): ReadonlySet<Role> {
  const seen = new Set<Role>([from]);
  for (const role of seen) {
    flows.filter((flow) => flow.from === role).forEach((flow) => seen.add(flow.to));
  }
  return seen;
}

describe.each(platformNames(source))("required flows of %s", (name) => {
  const agreement = agreementOf(name);
  const flows = requiredFlows(agreement);

  test("have unique ids", () => {
    expect(new Set(flows.map((flow) => flow.id)).size).toBe(flows.length);
  });

  test("name only clauses that the agreement has", () => {
    const known = new Set(clausesOf(agreement).map((clause) => clause.name));
    expect(flows.flatMap((flow) => flow.neededBy).filter((clause) => !known.has(clause))).toEqual([]);
  });

  test("let users meet the gateway and nothing else", () => {
    expect(flows.filter((flow) => flow.from === "users").map((flow) => flow.to)).toEqual(["gateway"]);
  });

  test("let staff in by the VPN only, and to no document or copy", () => {
    const staff = flows.filter((flow) => flow.from === "partners");
    expect(new Set(staff.map((flow) => flow.path))).toEqual(new Set(["vpn"]));
    expect(staff.map((flow) => flow.to)).not.toContain("documents");
    expect(staff.map((flow) => flow.to)).not.toContain("copies");
  });

  test("keep each tenant's data to that tenant, staff apart", () => {
    const toData = flows.filter((flow) => ["data", "documents", "backup"].includes(zoneOf(flow.to) ?? ""));
    expect(toData.filter((flow) => flow.from !== "partners").map((flow) => flow.scope)).not.toContain("platform");
  });

  test("open nothing from data, documents or backups", () => {
    expect(flows.filter((flow) => ["data", "documents", "backup"].includes(zoneOf(flow.from) ?? ""))).toEqual([]);
  });

  test("bring a user's request to database and documents", () => {
    expect([...reachable(flows, "users")]).toEqual(expect.arrayContaining(["database", "documents"]));
  });
});

test("copies leave the site through the VPN where that is agreed, and only there", () => {
  const between = (name: string) => requiredFlows(agreementOf(name)).filter((flow) => flow.reach === "sites");
  expect(between("superoffice").map((flow) => flow.neededBy)).toEqual([
    ["backup.independentCopies[nightly]", "access.betweenSites"],
  ]);
  expect(between("draftit")).toEqual([]);
});

test("sign-in providers are reached only where single sign-on is agreed", () => {
  const providers = (name: string) => requiredFlows(agreementOf(name)).some((flow) => flow.to === "sign-in providers");
  expect([providers("superoffice"), providers("coachview")]).toEqual([true, false]);
});
