import { describe, expect, test } from "vitest";
import { documentsIn, loadPlatform } from "../load-platform";
import { parseTenants } from "../parse-tenants";
import { formatProblems } from "../problem";
import { testFacts } from "../test-facts";

function agreementOf(name: string) {
  const platform = loadPlatform(name, documentsIn("."), testFacts);
  if (!platform.ok) throw new Error(`${name} has problems`);
  return platform.value.agreement;
}

/** What the parser says of tenants, each with its place and what follows it. */
function judged(rows: Readonly<Record<string, string>>, platform = "superoffice"): string {
  const lines = Object.entries(rows).map(
    ([code, rest]) => `  - { code: ${code}, name: ${code}, hostName: ${code}.example.no, ${rest} }`,
  );
  const text = ["schemaVersion: 2", `platform: ${platform}`, "tenants:", ...lines].join("\n");
  const parsed = parseTenants(text, "tenants.yaml", testFacts, agreementOf(platform));
  return parsed.ok ? "accepted" : formatProblems(parsed.problems);
}

const moving = (cell: string, segment: number, generation = "02") =>
  `data: { local: { moving: { cell: "${cell}", segment: ${segment}, generation: "${generation}" } } }`;
const others = { bbbb: 'cell: "02", segment: 0', cccc: 'cell: "03", segment: 0' };

describe("a move", () => {
  test("goes to another cell with tenants, to a segment that nobody has or had", () => {
    expect(judged({ aaaa: `cell: "01", segment: 0, ${moving("02", 1)}`, ...others })).toBe("accepted");
    expect(judged({ aaaa: `cell: "01", segment: 0, ${moving("01", 1)}`, ...others })).toContain(
      "cell 01, in which aaaa is or has been",
    );
    expect(judged({ aaaa: `cell: "01", segment: 0, ${moving("07", 1)}`, ...others })).toContain(
      "another cell with tenants: 02, 03",
    );
    expect(judged({ aaaa: `cell: "01", segment: 0, ${moving("02", 0)}`, ...others })).toContain(
      "segment 0 in cell 02, which aaaa has already",
    );
  });

  test("is refused with everything that is wrong with it", () => {
    const said = judged({
      aaaa: `cell: "01", segment: 0, state: leaving, until: "2027-03-31", overrides: { server: tenant }, ${moving("07", 1, "01")}`,
      ...others,
    });
    expect(said).toContain("cell 07, in which nobody is");
    expect(said).toContain("a move of a tenant that is leaving");
    expect(said).toContain("has a database server of its own");
    expect(said).toContain("a generation above 01: a copied database is always a new one");
    expect(said).toContain("4 problems");
  });

  test("waits until a generation beside the serving one is promoted or discarded", () => {
    const data =
      'data: { local: { restoring: { generation: "02", from: "01", to: "2027-03-01T10:00:00Z" }, moving: { cell: "02", segment: 1, generation: "03" } } }';
    expect(judged({ aaaa: `cell: "01", segment: 0, ${data}`, ...others })).toContain("one at a time");
  });

  test("of mirrored documents is one from a cell at a time, and all are from one cell", () => {
    const both = {
      aaaa: `cell: "01", segment: 0, ${moving("02", 1)}`,
      dddd: `cell: "01", segment: 1, ${moving("03", 1)}`,
    };
    expect(judged({ ...both, ...others })).toContain("moves from cell 01 to 1 other at the same time");
    const together = { ...both, dddd: `cell: "01", segment: 1, ${moving("02", 2)}` };
    expect(judged({ ...together, ...others })).toBe("accepted");
    const crossing = {
      aaaa: `cell: "01", segment: 0, ${moving("02", 1)}`,
      cccc: `cell: "03", segment: 0, ${moving("02", 2)}`,
    };
    expect(judged({ ...crossing, bbbb: others.bbbb })).toContain("moves to cell 02 from 1 other at the same time");
  });
});

describe("a tenant that was moved", () => {
  const data = (more: string) =>
    `data: { local: { generation: "02", copied: { from: "01", cell: "01", at: "2027-03-01T10:00:00Z" }, place: { cell: "02", segment: 1 }, kept: [{ generation: "01", until: "2027-04-01", cell: "01" }]${more} } }`;

  test("is not restored from what is on another server", () => {
    const restoring = ', restoring: { generation: "03", from: "01", to: "2027-03-01T10:00:00Z" }';
    expect(judged({ aaaa: `cell: "01", segment: 0, ${data("")}`, ...others })).toBe("accepted");
    expect(judged({ aaaa: `cell: "01", segment: 0, ${data(restoring)}`, ...others })).toContain(
      "a generation that is there: 02",
    );
    const takenOver = restoring.replace(" }", ", made: true }");
    expect(judged({ aaaa: `cell: "01", segment: 0, ${data(takenOver)}`, ...others })).toBe("accepted");
  });

  test("leaves its segment to nobody", () => {
    const taken = { aaaa: `cell: "01", segment: 0, ${data("")}`, ...others, dddd: 'cell: "01", segment: 0' };
    expect(judged(taken)).toContain("segment 0 in cell 01, which aaaa has already");
    expect(judged({ ...taken, dddd: 'cell: "02", segment: 1' })).toContain("segment 1 in cell 02");
  });

  test("has left nothing where it never was", () => {
    const kept = 'data: { local: { generation: "02", kept: [{ generation: "01", until: "2027-04-01", cell: "03" }] } }';
    expect(judged({ aaaa: `cell: "01", segment: 0, ${kept}`, ...others })).toContain(
      "nothing while the tenant has not been moved",
    );
  });
});
