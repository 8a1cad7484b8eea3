import { expect, it } from "vitest";
import { WaiverPlaces } from "./waiver-places";

const text = `schemaVersion: 1
platform: pct
waivers:
  - rule: residency-keys
    stack: pct-*
    resource: key-vault
    expires: "2027-11-30"
  # Another end.
  - { rule: residency-keys, stack: pct-*, resource: key-vault, expires: "2027-12-31" }
`;
const waiver = { rule: "residency-keys", stack: "pct-*", resource: "key-vault", expires: "2027-12-31" };

it("a waiver stands where its item begins, and one that is not there stands nowhere", () => {
  const places = new WaiverPlaces(text, "stacks/waivers/pct.yaml");
  expect(places.of(waiver)).toEqual({ file: "stacks/waivers/pct.yaml", line: 9 });
  expect(places.of({ ...waiver, expires: "2027-11-30" })?.line).toBe(4);
  expect(places.of({ ...waiver, rule: "sql-zonal" })).toBeUndefined();
});

it("a document without waivers has no places", () => {
  expect(new WaiverPlaces("", "stacks/waivers/pct.yaml").of(waiver)).toBeUndefined();
});
