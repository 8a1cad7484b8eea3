import { expect, it } from "vitest";
import { mapping } from "../mapping/mapping";
import { resourceModels } from "./resource-models";

/** Types of which the last part is a name from the id, such as the kind of a DNS record. */
const parametric = /\/\{[^}]+\}$/;

it("every type that the SDK can send has a model", () => {
  const modelled = new Set(resourceModels.map(({ armType }) => armType.toLowerCase()));
  const families = [...modelled].map((type) => type.split("/").slice(0, -1).join("/"));
  const missing = mapping.tokens().filter((token) => {
    const type = mapping.of(token)?.armType.toLowerCase() ?? "";
    return parametric.test(type) ? !families.includes(type.replace(parametric, "")) : !modelled.has(type);
  });
  expect(missing).toEqual([]);
});

it("every model is of a type that the SDK can send", () => {
  const types = mapping.tokens().map((token) => mapping.of(token)?.armType.toLowerCase() ?? "");
  const strangers = resourceModels
    .map(({ armType }) => armType.toLowerCase())
    .filter(
      (type) =>
        !types.includes(type) &&
        !types.some((each) => parametric.test(each) && type.startsWith(each.replace(parametric, "/"))),
    );
  expect(strangers).toEqual([]);
});
