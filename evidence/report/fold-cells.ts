import { numbersText } from "./numbers-text";
import type { GraphEdge, GraphNode, TopologyGraph } from "./topology-graph";

/** So many cells of one shape at a site are drawn as one: fewer are as quickly read one by one. */
const MANY = 3;

/** A network that is drawn for several. */
interface Fold {
  readonly node: GraphNode;
  /** What stands for what: ids of nodes that are not drawn, by the ids of those that are. */
  readonly drawnAs: ReadonlyMap<string, string>;
}

/**
 * Draws cells of one shape at a site as one, with all their tenants: fifty tenants are nine cells that differ in addresses
 * and names alone, and nine times the same picture hides what is there.
 */
export function foldCells({ nodes, edges }: TopologyGraph): TopologyGraph {
  const drawnAs = new Map<string, string>();
  const folded = nodes.map((node) => {
    if (node.kind !== "site") return node;
    const shapes = new Map<string, readonly GraphNode[]>();
    for (const child of node.children ?? []) {
      const shape = child.cell === undefined ? child.id : shapeOf(child);
      shapes.set(shape, [...(shapes.get(shape) ?? []), child]);
    }
    const children = [...shapes.values()].flatMap((alike) => {
      if (alike.length < MANY) return alike;
      const fold = foldAlike(alike);
      for (const [from, to] of fold.drawnAs) drawnAs.set(from, to);
      return [fold.node];
    });
    return { ...node, children };
  });
  const moved = edges.map((edge): GraphEdge => {
    const [from, to] = [edge.from, edge.to].map((id) => drawnAs.get(id) ?? id) as [string, string];
    return { ...edge, from, to };
  });
  const once = new Map(moved.map((edge) => [`${edge.from} ${edge.to} ${edge.kind}`, edge]));
  return { nodes: folded, edges: [...once.values()] };
}

/** What is in a network, without what differs from cell to cell: prefixes and names. */
function shapeOf({ children = [] }: GraphNode): string {
  return JSON.stringify(
    children.map(({ kind, title, note, items }) => [kind, title, kind === "device" ? note : "", items !== undefined]),
  );
}

function foldAlike(alike: readonly GraphNode[]): Fold {
  const sorted = [...alike].sort((one, other) => (one.title < other.title ? -1 : 1));
  const [first, ...others] = sorted as [GraphNode, ...GraphNode[]];
  const drawnAs = new Map<string, string>();
  for (const other of others) {
    (other.children ?? []).forEach((child, index) => {
      drawnAs.set(child.id, first.children?.[index]?.id ?? first.id);
    });
    drawnAs.set(other.id, first.id);
  }
  const children = (first.children ?? []).map((child, index): GraphNode => {
    const { id, kind, title, note, items } = child;
    if (kind === "device") return { ...child, note: `one in each, ${note ?? ""}` };
    if (items === undefined) return { id, kind, title, note: "one in each" };
    const all = sorted.flatMap((one) => one.children?.[index]?.items ?? []);
    return { id, kind, title, note: `a segment for each of ${all.length}`, items: all };
  });
  const numbers = sorted.map(({ cell = "" }) => cell);
  const node: GraphNode = {
    ...first,
    title: `Cells ${numbersText(numbers)}`,
    note: `${sorted.length} of one shape`,
    children,
  };
  return { node, drawnAs };
}
