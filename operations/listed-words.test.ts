import { expect, it } from "vitest";
import { listedWords } from "./listed-words";

it.each([
  ["check --format json,sarif --out a,b", "check --format json sarif --out a,b"],
  ["check --format=json,sarif pct", "check --format json sarif pct"],
  ["check --format table json, markdown -e test", "check --format table json markdown -e test"],
  ["check a,b --strict", "check a,b --strict"],
])("%s is %s", (given, read) => {
  expect(listedWords(given.split(" "), "--format").join(" ")).toBe(read);
});
