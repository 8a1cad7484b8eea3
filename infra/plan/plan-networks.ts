import type { FirewallRegister } from "../../agreement/firewall-register";
import { groupBy } from "./group-by";
import type { Environment } from "./environment";
import { baselineGroups } from "./firewall-rules";
import { flowMatrix } from "./flow-matrix";
import type { Flow } from "./flow-matrix";
import type { PlacedNetwork, PlacedSegment } from "./address-plan";
import type { HubPlan, SegmentPlan, SpokePlan } from "./network-plan";
import { routesOf } from "./routes";
import { securityRules } from "./security-rules";
import type { SitePlan } from "./site-plan";
import type { SiteTopology, Topology } from "./topology";

/** Networks of the platform with rules and routes. */
export interface NetworkPlans {
  readonly hubs: readonly HubPlan[];
  /** Spokes of a cell at all its sites, by cell number. */
  readonly spokes: ReadonlyMap<string, readonly SpokePlan[]>;
}

/** Puts rules and routes to every segment of the topology. */
export function planNetworks(
  topology: Topology,
  environment: Environment,
  sites: readonly SitePlan[],
  register: FirewallRegister,
): NetworkPlans {
  const flows = flowMatrix(topology);
  const baseline = baselineGroups(topology, register);
  const spokes = topology.sites.flatMap((site) =>
    site.cells.flatMap((cell) =>
      cell.networks.map((network) => ({ cell: cell.number, spoke: planSpoke(network, site, flows) })),
    ),
  );
  return {
    hubs: topology.sites.map((site) => ({
      site: site.site,
      prefix: site.hub.prefix,
      segments: site.hub.segments.map((segment) => planSegment(segment, site.hub, site, flows)),
      firewall: {
        tier: "Premium",
        zones: sites.find((candidate) => candidate.code === site.site)?.zones ?? [],
        publicAddresses: environment.sizes.firewallAddresses,
        baseline,
      },
    })),
    spokes: new Map(
      [...groupBy(spokes, ({ cell }) => cell)].map(([cell, members]) => [cell, members.map(({ spoke }) => spoke)]),
    ),
  };
}

function planSpoke(network: PlacedNetwork, site: SiteTopology, flows: readonly Flow[]): SpokePlan {
  return {
    site: site.site,
    ...(network.tenant !== undefined && { tenant: network.tenant }),
    prefix: network.prefix,
    segments: network.segments.map((segment) => planSegment(segment, network, site, flows)),
  };
}

function planSegment(
  segment: PlacedSegment,
  network: PlacedNetwork,
  site: SiteTopology,
  flows: readonly Flow[],
): SegmentPlan {
  const rules = securityRules(segment, flows);
  return {
    ...segment,
    ...(rules !== undefined && { securityRules: rules }),
    routes: routesOf(segment, network, site),
  };
}
