import type { CellPlan } from "../../infra/plan/cell-plan";
import type { Plan } from "../../infra/plan/plan";
import type { SitePlan } from "../../infra/plan/site-plan";

/** What a cell's stack says of its tenants, as far as the tree shows it. */
export interface CellRecord {
  readonly activeSite: string;
  readonly tenants: Readonly<
    Record<string, { readonly name: string; readonly url: string; readonly server: string; readonly database: string }>
  >;
}

interface Node {
  readonly text: string;
  readonly children: readonly Node[];
}

/** A platform as a tree for the terminal: site, its availability zones, cell, tenant with URL and database. */
export function platformTree(plan: Plan, cells: ReadonlyMap<string, CellRecord>): readonly string[] {
  const root: Node = {
    text: `${plan.target.platform} (${plan.target.environment})`,
    children: plan.sites.map((site) => siteNode(plan, site, cells)),
  };
  return [root.text, ...branches(root.children, "")];
}

function siteNode(plan: Plan, site: SitePlan, cells: ReadonlyMap<string, CellRecord>): Node {
  const here = plan.cells.filter(({ spokes }) => spokes.some((spoke) => spoke.site === site.code));
  const archive = plan.cells.some(({ documents }) => documents?.sites.includes(site.code)) ? ["document archive"] : [];
  const zone: Node = {
    text: zoneText(site),
    children: [...here.map((cell) => cellNode(cell, site, cells)), ...archive.map((text) => ({ text, children: [] }))],
  };
  return { text: `${site.region} (${site.code}), ${site.country}, ${site.role}`, children: [zone] };
}

function zoneText({ zones }: SitePlan): string {
  if (zones.length === 0) return "no availability zones in this region";
  return zones.length === 1 ? `zone ${zones.join()}` : `zones ${zones.join(", ")}`;
}

function cellNode({ number, tenants }: CellPlan, site: SitePlan, cells: ReadonlyMap<string, CellRecord>): Node {
  const record = cells.get(number);
  const state = record?.activeSite === site.code ? "serving" : "ready to take over";
  return {
    text: `cell ${number}, ${state}`,
    children: tenants.map(({ code, name }) => {
      const tenant = record?.tenants[code];
      const place = tenant === undefined ? "" : `  ${tenant.url}  ${tenant.database} on ${tenant.server}`;
      return { text: `${name} (${code})${place}`, children: [] };
    }),
  };
}

function branches(nodes: readonly Node[], indent: string): readonly string[] {
  return nodes.flatMap((node, index) => {
    const last = index === nodes.length - 1;
    return [
      `${indent}${last ? "└─" : "├─"} ${node.text}`,
      ...branches(node.children, `${indent}${last ? "   " : "│  "}`),
    ];
  });
}
