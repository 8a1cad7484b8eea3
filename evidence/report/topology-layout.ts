import type { ElkNode } from "elkjs/lib/elk.bundled.js";
import type { GraphEdge, GraphNode, TopologyGraph } from "./topology-graph";

/** A box of the drawing, in pixels from its left upper corner. */
export interface PlacedNode {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 for what is in nothing. */
  readonly depth: number;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface PlacedTopology {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Names of tenants stand in a grid of this many columns at most. */
const COLUMNS = 5;
export const CHIP = { width: 50, height: 22, gap: 6 } as const;

const ROOT_OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.separateConnectedComponents": "false",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.crossingMinimization.forceNodeModelOrder": "true",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.spacing.nodeNode": "16",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeEdge": "10",
  "elk.padding": "[top=8,left=8,bottom=8,right=8]",
  "org.eclipse.elk.json.shapeCoords": "ROOT",
  "org.eclipse.elk.json.edgeCoords": "ROOT",
};

/** The number of columns of a grid of names. */
export function columnsOf(items: readonly string[]): number {
  return Math.min(COLUMNS, Math.max(2, Math.ceil(Math.sqrt(items.length * 1.5))));
}

/** Lays a topology out from left to right: outside, entry, web, application, data; the same graph always in the same way. */
export async function layoutTopology({ nodes, edges }: TopologyGraph): Promise<PlacedTopology> {
  const known = new Map<string, { readonly node: GraphNode; readonly depth: number }>();
  const joined = nodes.filter((node) => isJoined(node, edges));
  const children = joined.map((node) => elkNode(node, 0, known));
  const root: ElkNode = {
    id: "root",
    layoutOptions: ROOT_OPTIONS,
    children,
    // Tunnels between sites join equals: they are drawn afterwards, and put no site behind another one.
    edges: edges
      .filter((edge) => !joinsSites(edge))
      .map((edge, index) => ({ id: `edge ${index} ${edge.kind}`, sources: [edge.from], targets: [edge.to] })),
  };
  // Only a page needs it, and it costs every command 60 ms and 20 MB.
  const { default: elk } = await import("elkjs/lib/elk.bundled.js");
  const laid: ElkNode = await new elk.default().layout(root);
  const placed = collect(laid.children ?? [], known);
  const routed = edges.filter((edge) => !joinsSites(edge));
  const alone = rowBelow(
    nodes.filter((node) => !joined.includes(node)),
    { width: laid.width ?? 0, top: laid.height ?? 0 },
  );
  const byId = new Map(placed.map((one) => [one.node.id, one]));
  return {
    width: Math.ceil(laid.width ?? 0),
    height: Math.ceil(alone.bottom),
    nodes: [...placed, ...alone.nodes],
    edges: [
      ...(laid.edges ?? []).flatMap((edge, index): readonly PlacedEdge[] => {
        const own = routed[index];
        const points = (edge.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
          startPoint,
          ...bendPoints,
          endPoint,
        ]);
        return own === undefined ? [] : [{ edge: own, points }];
      }),
      ...edges.filter(joinsSites).flatMap((edge, index) => aroundSites(edge, index, byId)),
    ],
  };
}

const joinsSites = ({ from, to, kind }: GraphEdge): boolean =>
  kind === "tunnel" && from.startsWith("urn:") && to.startsWith("urn:");

function elkNode(node: GraphNode, depth: number, known: Map<string, { node: GraphNode; depth: number }>): ElkNode {
  known.set(node.id, { node, depth });
  const children = (node.children ?? []).map((child) => elkNode(child, depth + 1, known));
  if (children.length > 0) {
    return {
      id: node.id,
      children,
      layoutOptions: {
        "elk.padding": "[top=44,left=16,bottom=16,right=16]",
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        "elk.nodeSize.minimum": `(${headingWidth(node)},60)`,
      },
    };
  }
  const isOutside = node.kind === "outside";
  return {
    id: node.id,
    ...sizeOf(node),
    ...(isOutside && { layoutOptions: { "elk.layered.layering.layerConstraint": "FIRST" } }),
  };
}

/** A container's title and note stand on one line; a site's title is larger. */
function headingWidth({ kind, title, note = "" }: GraphNode): number {
  return Math.ceil(title.length * (kind === "site" ? 10.4 : 9.4) + note.length * 6.8 + 44);
}

function textWidth({ title, note = "" }: GraphNode): number {
  return Math.ceil(Math.max(title.length * 9.4, note.length * 6.8) + 28);
}

function sizeOf(node: GraphNode): { readonly width: number; readonly height: number } {
  const items = node.items ?? [];
  const columns = columnsOf(items);
  const rows = Math.ceil(items.length / columns);
  const grid = items.length === 0 ? 0 : columns * (CHIP.width + CHIP.gap) - CHIP.gap + 24;
  return {
    width: Math.max(110, textWidth(node), grid),
    height: 48 + (rows === 0 ? 0 : rows * (CHIP.height + CHIP.gap) + 6),
  };
}

function collect(
  nodes: readonly ElkNode[],
  known: ReadonlyMap<string, { readonly node: GraphNode; readonly depth: number }>,
): readonly PlacedNode[] {
  return nodes.flatMap((node) => {
    const own = known.get(node.id);
    const { x = 0, y = 0, width = 0, height = 0 } = node;
    const inner = collect(node.children ?? [], known);
    return own === undefined ? inner : [{ ...own, x, y, width, height }, ...inner];
  });
}

/** Whether a line leads to a node or to something in it. */
function isJoined(node: GraphNode, edges: readonly GraphEdge[]): boolean {
  return (
    edges.some(({ from, to }) => from === node.id || to === node.id) ||
    (node.children ?? []).some((child) => isJoined(child, edges))
  );
}

/** Sites without a network of their own side by side below the others, each with what is in it in a column. */
function rowBelow(
  nodes: readonly GraphNode[],
  { width, top }: { readonly width: number; readonly top: number },
): { readonly nodes: readonly PlacedNode[]; readonly bottom: number } {
  const placed: PlacedNode[] = [];
  let [x, y, bottom] = [8, top + 8, top];
  for (const node of nodes) {
    const inside = (node.children ?? []).map((child) => ({ child, ...sizeOf(child) }));
    const own = {
      width: Math.max(headingWidth(node), ...inside.map((one) => one.width + 32)),
      height: inside.reduce((sum, one) => sum + one.height + 12, 44) + 4,
    };
    if (x > 8 && x + own.width > width) [x, y] = [8, bottom + 16];
    placed.push({ node, x, y, depth: 0, ...own });
    let inner = y + 44;
    for (const { child, ...size } of inside) {
      placed.push({ node: child, x: x + 16, y: inner, depth: 1, ...size });
      inner += size.height + 12;
    }
    x += own.width + 16;
    bottom = Math.max(bottom, y + own.height);
  }
  return { nodes: placed, bottom: nodes.length === 0 ? top : bottom + 8 };
}

/** Out of one gateway to the left, down beside the sites, and into the other one. */
function aroundSites(edge: GraphEdge, index: number, placed: ReadonlyMap<string, PlacedNode>): readonly PlacedEdge[] {
  const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
  if (from === undefined || to === undefined) return [];
  const sites = [...placed.values()].filter(({ node }) => node.kind === "site");
  const left = Math.min(...sites.map(({ x }) => x)) - 14 - 8 * index;
  const at = (one: PlacedNode): number => Math.round(one.y + one.height - 10);
  return [
    {
      edge,
      points: [
        { x: from.x, y: at(from) },
        { x: left, y: at(from) },
        { x: left, y: at(to) },
        { x: to.x, y: at(to) },
      ],
    },
  ];
}
