import { expect, it } from "vitest";
import { sortedJson } from "./sorted-json";

it("the same object is the same text, in whichever order its keys came", () => {
  const one = [{ b: 1, a: { d: [2, 1], c: null } }];
  const other = [{ a: { c: null, d: [2, 1] }, b: 1 }];
  expect(sortedJson(one)).toBe('[{"a":{"c":null,"d":[2,1]},"b":1}]');
  expect(sortedJson(other)).toBe(sortedJson(one));
});
