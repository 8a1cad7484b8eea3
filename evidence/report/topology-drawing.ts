import { html, raw, type Markup } from "./markup";
import { CHIP, columnsOf, type PlacedEdge, type PlacedNode, type PlacedTopology } from "./topology-layout";

/** Radius of the corners of lines. */
const BEND = 6;

/** A topology as SVG; its colours come from the page, so that it follows light and dark. */
export function topologyDrawing({ width, height, nodes, edges }: PlacedTopology, description: string): Markup {
  return html`<svg
    class="topology"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-labelledby="topology-title topology-description"
  >
    <title id="topology-title">Topology</title>
    <desc id="topology-description">${description}</desc>
    <defs>
      <marker
        id="arrow"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="7"
        markerHeight="7"
        orient="auto-start-reverse"
      >
        <path d="M0 0 8 4 0 8z" />
      </marker>
    </defs>
    ${nodes.filter(isContainer).map(box)}${edges.map(line)}${nodes.filter((node) => !isContainer(node)).map(box)}
  </svg>`;
}

const isContainer = ({ node }: PlacedNode): boolean => node.children !== undefined && node.children.length > 0;

function box({ node, x, y, width, height }: PlacedNode): Markup {
  const isWide = isContainerKind(node.kind);
  const rect = html`<rect
    x="${x}"
    y="${y}"
    width="${width}"
    height="${height}"
    rx="${node.kind === "site" ? 14 : 8}"
  />`;
  const { note } = node;
  const noteText =
    note === undefined
      ? ""
      : isWide
        ? html`<tspan class="note" dx="10">${note}</tspan>`
        : html`<tspan class="note" x="${x + 14}" dy="17">${note}</tspan>`;
  const text = html`<text x="${x + 14}" y="${y + (isWide ? 25 : note === undefined ? 28 : 21)}"
    ><tspan class="title">${node.title}</tspan>${noteText}</text
  >`;
  return html`<g class="${node.kind}">${rect}${text}${chips(node.items ?? [], x + 12, y + 50)}</g>`;
}

const isContainerKind = (kind: PlacedNode["node"]["kind"]): boolean => kind === "site" || kind === "network";

function chips(items: readonly string[], x: number, y: number): Markup {
  const columns = columnsOf(items);
  return html`${items.map((item, index) => {
    const left = x + (index % columns) * (CHIP.width + CHIP.gap);
    const top = y + Math.floor(index / columns) * (CHIP.height + CHIP.gap);
    return html`<g class="chip"
      ><rect x="${left}" y="${top}" width="${CHIP.width}" height="${CHIP.height}" rx="11" /><text
        x="${left + CHIP.width / 2}"
        y="${top + 15}"
        text-anchor="middle"
        >${item}</text
      ></g
    >`;
  })}`;
}

function line({ edge, points }: PlacedEdge): Markup {
  const arrow = edge.kind === "request" ? raw(' marker-end="url(#arrow)"') : raw("");
  return html`<path class="line ${edge.kind}" d="${rounded(points)}" ${arrow} />`;
}

/** A path along points with rounded corners. */
function rounded(points: PlacedEdge["points"]): string {
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (before === undefined) return `M${fixed(x)} ${fixed(y)}`;
      if (after === undefined) return `L${fixed(x)} ${fixed(y)}`;
      const into = towards({ x, y }, before);
      const out = towards({ x, y }, after);
      return `L${fixed(into.x)} ${fixed(into.y)}Q${fixed(x)} ${fixed(y)} ${fixed(out.x)} ${fixed(out.y)}`;
    })
    .join("");
}

function towards(from: { x: number; y: number }, to: { x: number; y: number }): { x: number; y: number } {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const share = distance === 0 ? 0 : Math.min(BEND, distance / 2) / distance;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);
