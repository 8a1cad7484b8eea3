import { describe, expect, it } from "vitest";
import { ClausePlaces } from "./clause-places";

const text = `platform: pct
backup:
  pointInTime: P30D
  copies:
    - name: nightly
      every: P1D
    - { name: weekly, every: P7D }
sites:
  - { region: westeurope, role: active }
`;
const places = new ClausePlaces(text, "pct.yaml");

describe("the place of a clause", () => {
  it.each([
    ["backup", 2, 1, 7],
    ["backup.pointInTime", 3, 3, 3],
    ["backup.copies[nightly]", 5, 7, 6],
    ["backup.copies[nightly].every", 6, 7, 6],
    ["backup.copies[weekly].every", 7, 23, 7],
    ["sites[westeurope]", 9, 5, 9],
  ])("%s", (clause, line, column, endLine) => {
    expect(places.of(clause)).toEqual({ file: "pct.yaml", line, column, endLine });
  });

  it.each(["backup.monthly", "sites[northeurope]", "platform.name"])("%s has none", (clause) => {
    expect(places.of(clause)).toBeUndefined();
  });
});
