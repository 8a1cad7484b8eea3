import { describe, expect, it } from "vitest";
import { foldCells } from "./fold-cells";
import { graphOf } from "./report.fixture";
import { layoutTopology } from "./topology-layout";
import type { GraphNode, TopologyGraph } from "./topology-graph";

/** A site with cells of the given tenants, the last of them with another shape where that is wanted. */
function siteWith(cells: readonly (readonly string[])[], odd = false): TopologyGraph {
  const cell = (tenants: readonly string[], index: number): GraphNode => {
    const number = String(index + 1).padStart(2, "0");
    const isOdd = odd && index === cells.length - 1;
    return {
      id: `cell ${number}`,
      kind: "network",
      title: `Cell ${number}`,
      cell: number,
      note: `10.0.${index}.0/24`,
      children: [
        { id: `gateway ${number}`, kind: "device", title: "Application gateway", note: "zones 1 2 3" },
        ...(isOdd ? [] : [{ id: `web ${number}`, kind: "segment" as const, title: "Web", note: `10.0.${index}.0/26` }]),
        { id: `data ${number}`, kind: "segment", title: "Data", note: "a segment for each", items: tenants },
      ],
    };
  };
  return {
    nodes: [
      { id: "internet", kind: "outside", title: "Internet" },
      { id: "site", kind: "site", title: "region", children: cells.map(cell) },
    ],
    edges: cells.flatMap((_, index) => {
      const number = String(index + 1).padStart(2, "0");
      return [
        { from: "internet", to: `gateway ${number}`, kind: "request" as const },
        { from: `gateway ${number}`, to: `data ${number}`, kind: "request" as const },
      ];
    }),
  };
}

const cellsIn = ({ nodes }: TopologyGraph): readonly GraphNode[] => nodes[1]?.children ?? [];

describe("cells", () => {
  it("of one shape are drawn as one, in the order of their numbers, with every tenant and every line once", () => {
    const folded = foldCells(siteWith([["a001"], ["b001", "b002"], ["c001"]]));
    expect(cellsIn(folded)).toMatchObject([
      {
        title: "Cells 01 to 03",
        note: "3 of one shape",
        children: [
          { title: "Application gateway", note: "one in each, zones 1 2 3" },
          { title: "Web", note: "one in each" },
          { title: "Data", note: "a segment for each of 4", items: ["a001", "b001", "b002", "c001"] },
        ],
      },
    ]);
    expect(folded.edges).toEqual([
      { from: "internet", to: "gateway 01", kind: "request" },
      { from: "gateway 01", to: "data 01", kind: "request" },
    ]);
  });

  it("of another shape stand apart", () => {
    const folded = foldCells(siteWith([["a001"], ["b001"], ["c001"], ["d001"]], true));
    expect(cellsIn(folded).map(({ title }) => title)).toEqual(["Cells 01 to 03", "Cell 04"]);
    expect(folded.edges).toHaveLength(4);
  });

  it("that are few stay as they are, and so does everything else", () => {
    const two = siteWith([["a001"], ["b001"]]);
    expect(foldCells(two)).toEqual(two);
    expect(foldCells(graphOf(50))).toEqual(graphOf(50));
  });

  it("are laid out with a line to each node that is drawn", async () => {
    const folded = foldCells(siteWith(Array.from({ length: 9 }, (_, index) => [`t00${index}`])));
    const { edges, height } = await layoutTopology(folded);
    expect(edges.map(({ points }) => points.length > 1)).toEqual([true, true]);
    expect(height).toBeLessThan(400);
  });
});
