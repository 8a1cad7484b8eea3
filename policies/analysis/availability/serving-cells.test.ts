import { expect, it } from "vitest";
import type { RegisteredResource } from "../../resources/registered-resource";
import { ResourceSet } from "../../resources/resource-set";
import { servingCells } from "./serving-cells";

const cell = (number: string, ...types: readonly string[]) =>
  types.map(
    (type, index) =>
      ({
        type,
        name: `one-${index}`,
        stack: `draftit-local-cell-${number}`,
        inputs: {},
      }) as unknown as RegisteredResource,
  );
const data = ["sql:Server", "sql:Database"];
const namesOf = (resources: readonly RegisteredResource[]) =>
  servingCells(new ResourceSet(resources, true)).map(({ name }) => name);

it("a cell of which only the data of those who left is there serves nobody", () => {
  expect(namesOf([...cell("01", "network:VirtualNetwork", ...data), ...cell("02", ...data)])).toEqual(["01"]);
});

it.each(["containerservice:ManagedCluster", "network:ApplicationGateway", "network:VirtualNetwork"])(
  "a cell that has lost all but its %s is still to be judged",
  (type) => {
    expect(namesOf(cell("01", type, ...data))).toEqual(["01"]);
  },
);
