import { requiredFlows, type RequiredFlow } from "../../../../agreement/flows/required-flows";
import type { SegmentProof } from "../classify/prove-segments";
import type { Segment } from "../classify/segments";
import type { PacketSpace } from "../packets/packet-set";
import { servicesOf } from "../packets/service-axis";
import { unionOf } from "../packets/intervals";
import type { ExpectedFlow, Unplaced } from "./expected-flow";
import type { ReachabilityMeasure } from "./measure";
import type { End, FlowScene, RolePlaces } from "./role-places";
import type { StampSegments } from "./stamps";
import { runningSites } from "./running-sites";

interface Stamps {
  readonly hubs: ReadonlyMap<string, StampSegments>;
  readonly spokes: readonly StampSegments[];
}

interface Placed {
  readonly flows: readonly ExpectedFlow[];
  readonly unplaced: readonly Unplaced[];
}

/** The flows that the agreement requires, placed in the registered network; and those for which there is no place. */
export function agreedFlows(
  measure: ReachabilityMeasure,
  stamps: Stamps,
  { roles, space, proof }: { readonly roles: RolePlaces; readonly space: PacketSpace; readonly proof: SegmentProof },
): Placed {
  const flows: ExpectedFlow[] = [];
  const unplaced: Unplaced[] = [...missingStamps(measure, stamps)];
  for (const spoke of stamps.spokes) {
    const tenants = tenantsOf(measure, spoke);
    for (const flow of requiredFlows(measure.agreement)) {
      // Nodes ask the host for names, past every rule and route (virtual-network/what-is-ip-address-168-63-129-16).
      if (flow.to === "names" && flow.from !== "partners") continue;
      for (const scene of scenesOf(flow, spoke, stamps, tenants)) {
        const placed = place(flow, scene, roles, space);
        flows.push(...placed);
        unplaced.push(...whatIsMissing(flow, scene, placed, measure, proof));
      }
    }
  }
  return { flows, unplaced };
}

function scenesOf(
  flow: RequiredFlow,
  spoke: StampSegments,
  stamps: Stamps,
  tenants: CellTenants,
): readonly FlowScene[] {
  const { site, tenant } = spoke.stamp;
  // The public entry is the cell's, in the network that its tenants share.
  if (tenant !== undefined && flow.to === "gateway") return [];
  const scene = {
    spoke,
    hub: stamps.hubs.get(site),
    otherHubs: [...stamps.hubs].filter(([code]) => code !== site).map(([, hub]) => hub),
  };
  if (flow.reach === "sites" && scene.otherHubs.length === 0) return [];
  if (flow.scope === "platform") return flow.to === "database" && tenants.here.length === 0 ? [] : [scene];
  const whose = flow.to === "gateway" ? tenants.ofCell : tenants.here;
  // What tenants share is built before the first of them comes; nobody misses anything there until then.
  if (whose.length === 0) return flow.to === "database" ? [] : [{ ...scene, isEmpty: true }];
  return whose.map((one) => ({ ...scene, tenant: one }));
}

function place(flow: RequiredFlow, scene: FlowScene, roles: RolePlaces, space: PacketSpace): readonly ExpectedFlow[] {
  const services = unionOf([], ...flow.protocols.map((protocol) => servicesOf(protocol, [String(flow.port)]) ?? []));
  const neededBy = `the agreement (${flow.neededBy.join(", ")})`;
  const pairs = (from: readonly End[], force: ExpectedFlow["force"]) =>
    from.flatMap(({ place: start, addresses }) =>
      roles.to(flow, scene).map((to): ExpectedFlow => ({
        id: flow.id,
        neededBy,
        from: start,
        to: to.place,
        packets: space.box(to.addresses, addresses, services),
        force,
        ...(flow.reach === "sites" && flow.path === "vpn" && { tunnelOnly: true }),
      })),
    );
  return [
    ...pairs(gatewaysOf(flow, scene, roles), scene.isEmpty === true ? "permitted" : "required"),
    ...pairs(roles.alsoFrom(flow, scene), "permitted"),
  ];
}

/** Requests for a tenant's own network come from the gateways that name its load balancer as a backend. */
function gatewaysOf(flow: RequiredFlow, scene: FlowScene, roles: RolePlaces) {
  const from = roles.from(flow, scene);
  if (flow.from !== "gateway" || flow.to !== "ingress") return from;
  return scene.spoke.frontends
    .map(({ entry }) => entry.subnet)
    .flatMap((subnet) => {
      const edge = scene.spoke.subnet(subnet);
      return edge === undefined ? [] : [{ place: { kind: "subnet", subnet: edge } as const, addresses: edge.space }];
    });
}

/** Why a flow of the agreement has no place, or nothing to lead to. */
function whatIsMissing(
  flow: RequiredFlow,
  scene: FlowScene,
  placed: readonly ExpectedFlow[],
  measure: ReachabilityMeasure,
  proof: SegmentProof,
): readonly Unplaced[] {
  if (scene.isEmpty === true) return [];
  const { network } = scene.spoke.stamp;
  const of = scene.tenant === undefined ? "" : ` of tenant ${scene.tenant}`;
  const base = { id: flow.id, neededBy: `the agreement (${flow.neededBy.join(", ")})` };
  if (flow.to === "watcher" && measure.watcher === undefined) {
    const message = `${flow.from} reach the watcher, but nobody said which host it is`;
    return [{ ...base, kind: "undetermined", message }];
  }
  if (flow.to === "sign-in providers" && placed.length === 0) return [];
  if (placed.length === 0) {
    if (scene.spoke.stamp.tenant !== undefined && flow.from === "gateway" && flow.to !== "ingress") return [];
    const message = `${flow.from} have to reach ${flow.to}${of} in ${network.label}, but one of the two is not there`;
    return [{ ...base, kind: "missing", message }];
  }
  const target = SERVED[flow.to];
  if (target === undefined) return [];
  const segments = new Map(
    scene.spoke.segments.concat(...hubsOf(scene).map((hub) => hub.segments)).map((one) => [one.subnet, one]),
  );
  return placed.flatMap(({ to }) => {
    const segment: Segment | undefined = to.kind === "subnet" ? segments.get(to.subnet) : undefined;
    if (segment === undefined || proof.serves(segment, target)) return [];
    const whose = segment.tenant === undefined ? "" : of;
    const message = `${flow.from} have to reach ${flow.to}${whose}, but no private endpoint in ${segment.subnet.label} leads there`;
    return [{ ...base, kind: "missing", message } as const];
  });
}

const SERVED: Readonly<Partial<Record<RequiredFlow["to"], Parameters<SegmentProof["serves"]>[1]>>> = {
  database: "database",
  documents: "documents",
  secrets: "secrets",
  images: "images",
  copies: "copies",
  checks: "checks",
};

function hubsOf({ hub, otherHubs }: FlowScene): readonly StampSegments[] {
  return hub === undefined ? otherHubs : [hub, ...otherHubs];
}

interface CellTenants {
  /** Those whose data is in the network: all that share it, or the one whose own it is. */
  readonly here: readonly string[];
  readonly ofCell: readonly string[];
}

function tenantsOf({ agreement, tenants }: ReachabilityMeasure, { stamp }: StampSegments): CellTenants {
  const ofCell = tenants.tenants.filter(({ cell }) => Number(cell) === stamp.cell);
  const here = ofCell.filter(({ code, overrides }) => {
    const isOwn = (overrides.compute ?? agreement.isolation.compute) === "cluster";
    return stamp.tenant === undefined ? !isOwn : stamp.tenant === code;
  });
  return { here: here.map(({ code }) => code), ofCell: ofCell.map(({ code }) => code) };
}

/** Sites and cells that the documents name and for which no network is registered. */
function missingStamps({ agreement, tenants }: ReachabilityMeasure, { hubs, spokes }: Stamps): readonly Unplaced[] {
  const sites = runningSites(agreement);
  const cells = [...new Set(tenants.tenants.map(({ cell }) => Number(cell)))];
  const missing = sites.flatMap((site) => [
    ...(hubs.has(site) ? [] : [`site ${site} has no hub network`]),
    ...cells
      .filter((cell) => !spokes.some(({ stamp }) => stamp.site === site && stamp.cell === cell))
      .map((cell) => `cell ${cell} has no network at site ${site}`),
  ]);
  return missing.map((message) => ({ id: "sites", neededBy: "the agreement (sites)", kind: "missing", message }));
}
