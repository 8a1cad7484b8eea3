import type { ChangeReference, FirewallCollection, FirewallGroup, FirewallRule } from "../../azure/firewall-rules";
import type { FirewallRegister } from "../../agreement/firewall-register";
import { groupBy } from "./group-by";
import { heartbeat } from "./egress-names";
import type { EgressNames } from "./egress-names";
import { guardedTenants, leavesByDevice } from "./device-flows";
import { cellChanges, type RegisteredRule } from "./firewall-changes";
import { cellFlows, flowMatrix } from "./flow-matrix";
import type { Flow } from "./flow-matrix";
import type { CellTopology, SiteTopology, Topology } from "./topology";

/** Raised with every change of the rules that this file generates; stands in each of them. */
export const firewallBaselineVersion = 1;

/** What every rule says that nobody asked for by itself: its version is judged when it is reviewed. */
export function baselineChange({ baseline }: FirewallRegister): ChangeReference {
  return { reference: `baseline@${firewallBaselineVersion}`, owner: baseline.owner, until: "review" };
}

const baselinePriority = 200;
const firstCellPriority = 1000;
const groupStep = 10;
const platformPriority = { network: 100, application: 200, changes: 300 } as const;
const firstTenantPriority = { network: 1000, application: 2000, changes: 3000 } as const;

/** What every site of the platform shares: the rules of the base policy. */
export function baselineGroups(topology: Topology, register: FirewallRegister): readonly FirewallGroup[] {
  const flows = flowMatrix(topology).filter((flow) => flow.id === "partner-management");
  const rules = networkRules(flows, baselineChange(register));
  return [
    {
      key: "baseline",
      priority: baselinePriority,
      collections: [allow("management", platformPriority.network, rules)],
    },
  ];
}

/** What a cell's rules depend on beside the flows. */
export interface CellRules {
  /** Tenants whose rules are collections of their own, with the number that sets the collections' priority. */
  readonly ruleSets: ReadonlyMap<string, number>;
  /** What nodes reach by name. */
  readonly names: readonly EgressNames[];
  /** Which changes allow more, and who owns the rest. */
  readonly register: FirewallRegister;
}

/**
 * A cell's rule collection group in the policy of one site: what the cell sends there or from there. Rules of a tenant
 * that has its own rule set are collections of their own and hold that tenant's prefixes only.
 */
export function cellGroup(
  topology: Topology,
  site: SiteTopology,
  cell: CellTopology,
  { ruleSets, names, register }: CellRules,
): FirewallGroup {
  const flows = flowsThrough(topology, site, cell);
  const ownerOf = (flow: Flow): string | undefined =>
    flow.tenant !== undefined && ruleSets.has(flow.tenant) ? flow.tenant : undefined;
  const shared = flows.filter((flow) => ownerOf(flow) === undefined);
  const tenants = [...ruleSets].sort(([, one], [, other]) => one - other);
  const change = baselineChange(register);
  const changes = cellChanges(register, cell, new Set([...ruleSets.keys(), ...guardedTenants(cell)]));
  return {
    key: `cell-${cell.number}`,
    priority: firstCellPriority + groupStep * Number(cell.number),
    collections: [
      ...collections("platform", platformPriority, shared, names, change),
      ...changeCollections(
        "platform",
        platformPriority.changes,
        changes.filter(({ tenant }) => tenant === undefined),
      ),
      ...tenants.flatMap(([tenant, number]) =>
        collections(
          `tenant-${tenant}`,
          {
            network: firstTenantPriority.network + groupStep * number,
            application: firstTenantPriority.application + groupStep * number,
          },
          flows.filter((flow) => ownerOf(flow) === tenant),
          names.filter(({ name }) => name !== heartbeat),
          change,
        ),
      ),
      ...tenants.flatMap(([tenant, number]) =>
        changeCollections(
          `tenant-${tenant}`,
          firstTenantPriority.changes + groupStep * number,
          changes.filter((rule) => rule.tenant === tenant),
        ),
      ),
    ],
  };
}

/** Flows of a cell that pass the firewall of a site: what starts or ends there, and what comes from its other sites. */
function flowsThrough(topology: Topology, site: SiteTopology, cell: CellTopology): readonly Flow[] {
  return topology.sites.flatMap((place) => {
    const there = place.cells.find((candidate) => candidate.number === cell.number);
    const flows = there === undefined ? [] : cellFlows(topology, place, there);
    return flows.filter(
      (flow) =>
        flow.through === "firewall" &&
        (place.site === site.site ? !leavesByDevice(flow, there) : flow.between?.[1] === site.site),
    );
  });
}

export function collections(
  name: string,
  priority: { readonly network: number; readonly application: number },
  flows: readonly Flow[],
  names: readonly EgressNames[],
  change: ChangeReference,
): readonly FirewallCollection[] {
  const outbound = flows.filter((flow) => flow.id === "nodes-internet");
  const network = networkRules(
    flows.filter((flow) => flow.id !== "nodes-internet"),
    change,
  );
  const application = applicationRules(outbound, names, change);
  return [
    ...(network.length > 0 ? [allow(`${name}-network`, priority.network, network)] : []),
    ...(application.length > 0 ? [allow(`${name}-names`, priority.application, application)] : []),
  ];
}

export function changeCollections(
  name: string,
  priority: number,
  registered: readonly RegisteredRule[],
): readonly FirewallCollection[] {
  const rules = registered.map(({ rule }) => rule);
  return rules.length > 0 ? [allow(`${name}-changes`, priority, rules)] : [];
}

function allow(name: string, priority: number, rules: readonly FirewallRule[]): FirewallCollection {
  return { name, priority, action: "Allow", rules };
}

/** One rule for flows of one kind between the same places; they differ on one side only, so no pair is added. */
function networkRules(flows: readonly Flow[], change: ChangeReference): readonly FirewallRule[] {
  const byName = groupBy(flows, ruleName);
  return [...byName].map(([name, same]) => {
    const [first] = same;
    return {
      name,
      kind: "network",
      sources: prefixes(same.flatMap((flow) => flow.from)),
      destinations: prefixes(same.flatMap((flow) => flow.to)),
      fqdns: [],
      fqdnTags: [],
      protocol: first?.protocol === "Tcp" ? "TCP" : "Any",
      ports: first?.ports ?? [],
      change,
    };
  });
}

function ruleName(flow: Flow): string {
  const ownSide = flow.id === "edge-web" ? flow.tenant : undefined;
  return [flow.id, ...(flow.between ?? []), ...(ownSide === undefined ? [] : [ownSide])].join("-");
}

function applicationRules(
  flows: readonly Flow[],
  names: readonly EgressNames[],
  change: ChangeReference,
): readonly FirewallRule[] {
  return names.flatMap(({ name, fqdns, port, for: role }): readonly FirewallRule[] => {
    const sources = prefixes(
      flows.filter(({ runs }) => role === undefined || runs?.includes(role) === true).flatMap((flow) => flow.from),
    );
    if (sources.length === 0) return [];
    return [
      {
        name,
        kind: "application",
        sources,
        destinations: [],
        fqdns,
        fqdnTags: [],
        protocol: "TCP",
        ports: [port],
        change,
      },
    ];
  });
}

function prefixes(ends: readonly { readonly prefixes: readonly string[] }[]): readonly string[] {
  return [...new Set(ends.flatMap((end) => end.prefixes))].sort();
}
