import { describe, expect, it } from "vitest";
import { refusalOfCopy } from "./require-closed";

const copy = { tenant: "nord", copied: { from: "01", cell: "01", at: "2027-03-01T10:00:00Z" } };
const said = (kept?: Readonly<Record<string, string>>) =>
  refusalOfCopy(copy, kept && { kept }, "superoffice-production-cell-01");

describe("a copy of another cell's database", () => {
  it("waits until that cell serves the tenant no more", () => {
    expect(said()).toContain("cell 01 still serves it");
    expect(said({ "fjel-01": "2026-01-01T00:00:00Z" })).toContain("pulumi up -s superoffice-production-cell-01");
  });

  it("is made of a database that was there when the move was decided", () => {
    expect(said({ "nord-01": "2026-01-01T00:00:00Z" })).toBeUndefined();
    expect(said({ "nord-01": "2027-03-01T10:00:00Z" })).toBeUndefined();
  });

  it("is refused where the environment was made anew, because it would be empty", () => {
    expect(said({ "nord-01": "2027-06-01T00:00:00Z" })).toContain("this environment was made anew");
  });
});
