import { expect, it } from "vitest";
import { jsonList } from "./json-list";

it.each<[unknown, unknown]>([
  ['[{"kid":"one"}]', [{ kid: "one" }]],
  ["[]", []],
  ["[null]", undefined],
  ['["one"]', undefined],
  ['{"kid":"one"}', undefined],
  ["[", undefined],
  [undefined, undefined],
])("of %j is %j", (text, list) => {
  expect(jsonList(text)).toEqual(list);
});
