import { describe, expect, it } from "vitest";
import { graphOf } from "./report.fixture";
import { CHIP, columnsOf, layoutTopology, type PlacedNode, type PlacedTopology } from "./topology-layout";

const isInside = (inner: PlacedNode, outer: PlacedNode): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const overlap = (one: PlacedNode, other: PlacedNode): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

function problems({ nodes }: PlacedTopology): readonly string[] {
  const byId = new Map(nodes.map((one) => [one.node.id, one]));
  return nodes.flatMap((one) => {
    const children = (one.node.children ?? []).flatMap(({ id }) => byId.get(id) ?? []);
    const outside = children
      .filter((child) => !isInside(child, one))
      .map(({ node }) => `${node.id} leaves ${one.node.id}`);
    const siblings = children.flatMap((child, index) =>
      children
        .slice(index + 1)
        .flatMap((other) => (overlap(child, other) ? [`${child.node.id} covers ${other.node.id}`] : [])),
    );
    return [...outside, ...siblings];
  });
}

describe.each([3, 50])("a topology with %i tenants", (tenants) => {
  it("has everything in its place: nothing covers anything, nothing leaves what it is in", async () => {
    const placed = await layoutTopology(graphOf(tenants));
    expect(placed.nodes).toHaveLength(20);
    expect(problems(placed)).toEqual([]);
    const tops = placed.nodes.filter(({ node }) => node.kind === "site" || node.kind === "outside");
    for (const [index, one] of tops.entries()) {
      for (const other of tops.slice(index + 1))
        expect(overlap(one, other), `${one.node.id} ${other.node.id}`).toBe(false);
      expect(one.x + one.width).toBeLessThanOrEqual(placed.width);
      expect(one.y + one.height).toBeLessThanOrEqual(placed.height);
    }
  });

  it("has room for the names of all tenants in each box that lists them", async () => {
    const lists = (await layoutTopology(graphOf(tenants))).nodes.filter(({ node }) => node.items !== undefined);
    expect(lists).toHaveLength(2);
    for (const { node, width, height } of lists) {
      const columns = columnsOf(node.items ?? []);
      const rows = Math.ceil((node.items ?? []).length / columns);
      expect(columns * (CHIP.width + CHIP.gap)).toBeLessThanOrEqual(width);
      // Names begin below the two lines of text.
      expect(50 + rows * (CHIP.height + CHIP.gap)).toBeLessThanOrEqual(height);
    }
  });

  it("is the same every time, with every line drawn", async () => {
    const placed = await layoutTopology(graphOf(tenants));
    expect(await layoutTopology(graphOf(tenants))).toEqual(placed);
    expect(placed.edges).toHaveLength(9);
    for (const { points } of placed.edges) expect(points.length).toBeGreaterThanOrEqual(2);
  });
});
