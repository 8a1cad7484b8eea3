import { describe, expect, test } from "vitest";
import { documentsIn, loadPlatform } from "./load-platform";
import { parseTenants } from "./parse-tenants";
import { formatProblems } from "./problem";
import { dataIn } from "./tenant-data";
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
  const text = ["schemaVersion: 2", `platform: ${platform}`, "tenants:", ...rows.map((row) => `  - { ${row} }`)].join(
    "\n",
  );
  const parsed = parseTenants(text, "tenants.yaml", testFacts, agreementOf(platform));
  return parsed.ok ? "accepted" : formatProblems(parsed.problems);
}

const alver = 'code: alv1, name: Alver, hostName: alver.example.no, cell: "01", segment: 0';
const bjerk = 'code: bje1, name: Bjerk, hostName: bjerk.example.no, cell: "01", segment: 1';

test("what is left out has its default", () => {
  const text = `schemaVersion: 2\nplatform: superoffice\ntenants: [{ ${alver} }]`;
  const parsed = parseTenants(text, "tenants.yaml", testFacts, agreementOf("superoffice"));
  expect(parsed.ok && parsed.value).toMatchObject({
    tenants: [{ state: "active", data: {}, overrides: {} }],
    retired: [],
  });
});

test("a document of version 1 has its generation in every environment", () => {
  const text = `schemaVersion: 1\nplatform: superoffice\ntenants: [{ ${alver}, generation: "02" }, { ${bjerk} }]`;
  const parsed = parseTenants(text, "tenants.yaml", testFacts, agreementOf("superoffice"));
  const tenants = parsed.ok ? parsed.value.tenants : [];
  expect(tenants.map((tenant) => dataIn(tenant, "production").generation)).toEqual(["02", "01"]);
});

describe("what a tenant has left behind", () => {
  const withRetired = (tenant: string, retired: string): string => {
    const text = `schemaVersion: 2\nplatform: superoffice\ntenants:\n  - { ${tenant} }\nretired:\n  - { ${retired} }`;
    const parsed = parseTenants(text, "tenants.yaml", testFacts, agreementOf("superoffice"));
    return parsed.ok ? "accepted" : formatProblems(parsed.problems);
  };
  const gone = 'code: gone, name: Gone, cell: "01", segment: 4, left: "2027-03-31"';

  test("is nobody else's", () => {
    expect(withRetired(alver, gone)).toBe("accepted");
    expect(withRetired(alver.replace("alv1", "gone").replace("segment: 0", "segment: 4"), gone))
      .toBe(`tenants.yaml:4:13 tenants[0].code
  given    code gone, which Gone had until 2027-03-31
  allowed  a code that nobody has had: it is in the names of their data and copies
  fix      Give Alver another code.

tenants.yaml:4:81 tenants[0].segment
  given    segment 4 in cell 01, which Gone had until 2027-03-31
  allowed  a segment that nobody has had
  fix      Give Alver another segment.

2 problems; nothing was changed`);
  });

  test("is not restored any more", () => {
    const restoring = 'restoring: { generation: "02", from: "01", to: "2027-03-01T10:00:00Z" }';
    expect(withRetired(alver, `${gone}, data: { local: { ${restoring} } }`)).toContain(
      "allowed  nothing: a tenant that has left serves nobody",
    );
  });
});

describe("generations that cannot be are refused", () => {
  const withData = (data: string): string => judged("superoffice", `${alver}, data: { local: { ${data} } }`);
  const moment = '"2027-03-01T10:00:00Z"';

  test("one that is given twice", () => {
    expect(withData('generation: "02", kept: [{ generation: "01", until: "2027-03-31" }]')).toBe("accepted");
    expect(withData('generation: "02", kept: [{ generation: "02", until: "2027-03-31" }]')).toContain(
      "data.local.kept[0].generation",
    );
  });

  test("one that overwrites another, or comes from none", () => {
    expect(withData(`restoring: { generation: "02", from: "01", to: ${moment} }`)).toBe("accepted");
    const text = withData(`generation: "02", restoring: { generation: "02", from: "01", to: ${moment} }`);
    expect(text).toContain(
      'allowed  a generation above 02: a restored database is always a new one\n  fix      Use "03".',
    );
    expect(text).toContain("allowed  a generation that is there: 02");
  });

  test("a moment without its time zone", () => {
    expect(withData('restoring: { generation: "02", from: "01", to: "2027-03-01T10:00:00" }')).toContain(
      'allowed  a moment in UTC such as "2027-03-01T10:00:00Z"',
    );
  });
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
