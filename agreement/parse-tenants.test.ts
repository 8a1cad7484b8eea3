import { describe, expect, test } from "vitest";
import { documentsIn, loadPlatform } from "./load-platform";
import { parseTenants } from "./parse-tenants";
import { formatProblems } from "./problem";
import { testFacts } from "./test-facts";

function agreementOf(name: string) {
  const platform = loadPlatform(name, documentsIn("."), testFacts);
  if (!platform.ok) {
    throw new Error(`${name} has problems`);
  }
  return platform.value.agreement;
}

/** What the parser says of tenants given as the rows of a document. */
function judged(platform: string, ...rows: readonly string[]): string {
  const text = ["schemaVersion: 1", `platform: ${platform}`, "tenants:", ...rows.map((row) => `  - { ${row} }`)].join(
    "\n",
  );
  const parsed = parseTenants(text, "tenants.yaml", testFacts, agreementOf(platform));
  return parsed.ok ? "accepted" : formatProblems(parsed.problems);
}

const alver = 'code: alv1, name: Alver, hostName: alver.example.no, cell: "01", segment: 0';
const bjerk = 'code: bje1, name: Bjerk, hostName: bjerk.example.no, cell: "01", segment: 1';

test("what is left out has its default", () => {
  const text = `schemaVersion: 1\nplatform: superoffice\ntenants: [{ ${alver} }]`;
  const parsed = parseTenants(text, "tenants.yaml", testFacts, agreementOf("superoffice"));
  expect(parsed.ok && parsed.value.tenants[0]).toMatchObject({ state: "active", generation: "01", overrides: {} });
});

describe("tenants that cannot be are refused", () => {
  test("a short code of another form, an unknown state, a cell without quotes", () => {
    expect(
      judged("superoffice", "code: Alver, name: Alver, hostName: alver.example.no, cell: 1, segment: 0, state: leavin"),
    ).toBe(`tenants.yaml:4:13 tenants[0].code
  given    "Alver"
  allowed  4 characters: a lower-case letter, then three lower-case letters or digits, such as alv1
  fix      Replace it by an allowed value.

tenants.yaml:4:67 tenants[0].cell
  given    1
  allowed  a cell of two digits in quotes, "01" to "99"
  fix      Put it in quotes: "1".

tenants.yaml:4:89 tenants[0].state
  given    "leavin"
  allowed  one of active, leaving
  fix      Did you mean "leaving"?

3 problems; nothing was changed`);
  });

  test("a code, a host name and a segment that another tenant has", () => {
    expect(judged("superoffice", alver, alver.replace("name: Alver", "name: Other")))
      .toBe(`tenants.yaml:5:13 tenants[1].code
  given    code alv1, which Alver has already
  allowed  every code once
  fix      Give Other another code; what a tenant has keeps for good.

tenants.yaml:5:42 tenants[1].hostName
  given    hostName alver.example.no, which Alver has already
  allowed  every hostName once
  fix      Give Other another hostName; what a tenant has keeps for good.

tenants.yaml:5:81 tenants[1].segment
  given    segment 0 in cell 01, which Alver has already
  allowed  every segment once in its cell
  fix      Give Other another segment; what a tenant has keeps for good.

3 problems; nothing was changed`);
  });

  test("a leaving tenant without its last day, an active one with it", () => {
    const text = judged("superoffice", `${alver}, state: leaving`, `${bjerk}, until: "2027-01-31"`);
    expect(text).toContain("tenants[0].until\n  given    nothing\n  allowed  the last day of a leaving tenant");
    expect(text).toContain('tenants[1].until\n  given    "2027-01-31"\n  allowed  nothing while the tenant is active');
  });

  test("less than the platform promises", () => {
    expect(judged("pct", `${alver}, overrides: { compute: namespace }`))
      .toBe(`tenants.yaml:4:106 tenants[0].overrides.compute
  given    "namespace"
  allowed  "nodePool", which every tenant of the platform has, or more
  breaks   PC-TEN-2
  fix      Remove the override: a tenant never has less than its platform promises.

1 problem; nothing was changed`);
  });

  test("an option that the platform does not sell", () => {
    expect(judged("superoffice", `${alver}, overrides: { addresses: [198.51.100.7], compute: cluster }`)).toBe(
      `tenants.yaml:4:97 tenants[0].overrides.addresses
  given    ["198.51.100.7"]
  allowed  what the agreement sells (access.tenantAddresses)
  fix      Remove the override.
  or       Add the option to the agreement as access.tenantAddresses.

tenants.yaml:4:133 tenants[0].overrides.compute
  given    "cluster"
  allowed  what the agreement sells (isolation.computeOption)
  fix      Remove the override.
  or       Add the option to the agreement as isolation.computeOption.

2 problems; nothing was changed`,
    );
  });

  test("more than a cell holds: the most demanding isolation in it decides", () => {
    const rows = (count: number, overrides: string) =>
      Array.from({ length: count }, (_, index) => {
        const code = `t${String(index).padStart(3, "0")}`;
        const own = index === count - 1 ? `, overrides: { ${overrides} }` : "";
        return `code: ${code}, name: T${index}, hostName: ${code}.example.se, cell: "01", segment: ${index}${own}`;
      });
    expect(judged("draftit", ...rows(20, ""))).toBe("accepted");
    expect(judged("draftit", ...rows(21, ""))).toContain(
      'given    cell 01 with 21 tenants\n  allowed  20 tenants in a cell with compute "namespace"',
    );
    expect(judged("draftit", ...rows(5, "compute: cluster"))).toContain(
      'given    cell 01 with 5 tenants\n  allowed  4 tenants in a cell with compute "cluster"',
    );
  });
});

test("what is bought and sold is accepted", () => {
  expect(
    judged("cloxxs", `${alver}, overrides: { addresses: [198.51.100.0/28, "2001:db8::/48"], customerKey: true }`),
  ).toBe("accepted");
  expect(judged("draftit", `${alver}, overrides: { compute: cluster }`)).toBe("accepted");
});
