import type { ResourceSet } from "../../resources/resource-set";
import { SegmentProof } from "./classify/prove-segments";
import { readSegments, type Segment } from "./classify/segments";
import { agreedFlows } from "./expected/agreed-flows";
import { AzureFlows } from "./expected/azure-flows";
import type { ExpectedFlow, Unplaced } from "./expected/expected-flow";
import type { ReachabilityMeasure } from "./expected/measure";
import { CLUSTER_OWNERS, namesFor, signInHosts } from "./expected/outside-names";
import { RolePlaces } from "./expected/role-places";
import { stampsOf } from "./expected/stamps";
import { findSite } from "../../../azure/sites";
import type { NetworkModel } from "./model/network-model";
import { AddressAxis } from "./packets/address-axis";
import { PacketSpace } from "./packets/packet-set";
import { podFindings } from "./pods/pod-findings";
import { readPodClusters } from "./pods/read-pods";
import { readModel } from "./read/read-model";
import { Comparison } from "./result/compare";
import { doorFindings } from "./result/door-findings";
import { stillOpen, type ReachabilityFinding } from "./result/finding";
import { PlaceTexts } from "./result/place-text";
import { zoneMatrix, type ZonePassage } from "./result/zone-matrix";
import { zoneWitnesses, type ZoneWitness } from "./result/zone-witnesses";
import { INFRASTRUCTURE_NAMES } from "./semantics/firewall-sets";
import type { Place } from "./semantics/places";
import { originsOf, spread, type Reached } from "./semantics/spread";
import { Topology } from "./semantics/topology";
import { Walk } from "./semantics/walk";

/** Who reaches whom, and what is wrong with it. */
export interface Reachability {
  /** Nothing where the required flows hold and nothing else passes. */
  readonly findings: readonly ReachabilityFinding[];
  readonly matrix: readonly ZonePassage[];
  /** A packet for each service that passes from zone to zone. */
  readonly witnesses: readonly ZoneWitness[];
}

/**
 * Proves from registered resources that the flows that agreement and Azure require pass, and nothing else does.
 *
 * @param set the union of a platform's stacks; over a single stack most of it is undetermined
 */
export function analyseReachability(set: ResourceSet, measure: ReachabilityMeasure): Reachability {
  const model = readModel(set);
  const topology = new Topology(model);
  const { segments, misfits } = readSegments(topology);
  const axis = axisFor(model, segments, measure);
  const space = new PacketSpace();
  const walk = new Walk(topology, axis, space);
  const proof = new SegmentProof(topology, set);
  const stamps = stampsOf(segments, topology);
  const agreed = agreedFlows(measure, stamps, { roles: new RolePlaces(axis, measure), space, proof });
  const azure = new AzureFlows(axis, space, topology);
  const expected: readonly ExpectedFlow[] = [
    ...agreed.flows,
    ...stamps.spokes.flatMap((spoke) => azure.of(spoke)),
    ...azure.infrastructure(
      segments.filter(({ zone, group }) => zone === "application" || group === "web").map(({ subnet }) => subnet),
    ),
  ];
  const origins = originsOf(walk);
  // What BGP lets pass from one partner to another through a gateway reaches nothing of the platform's, and is not judged.
  const reached = spread(walk, origins)
    .filter(({ from, to }) => from.kind !== "partner" || to.kind !== "partner")
    .filter((passage) => set.isUnion || isWithinCells(passage, segments));
  const texts = new PlaceTexts(segments);
  const unfit = [...misfits, ...proof.misfits(segments)];
  const lacking = [
    ...unplacedFindings(agreed.unplaced),
    ...new Comparison(walk, origins, texts).findings(reached, expected),
  ];
  return {
    findings: [
      ...model.gaps.map(({ kind, message, about }) => ({
        kind,
        message,
        about: about.name,
        path: [],
        resource: about,
      })),
      ...unfit.map(({ message, subnet, network, open }): ReachabilityFinding => {
        const about = subnet ?? network;
        return {
          kind: open === true ? "undetermined" : "unclassified",
          message,
          about: about?.label ?? "",
          path: [],
          ...(about !== undefined && { resource: about.resource }),
        };
      }),
      ...asFarAsKnown(lacking, model, set),
      ...doorFindings(model, walk.firewalls, axis),
      ...podFindings(readPodClusters(set), measure, {
        spokes: stamps.spokes,
        ...(set.isUnion && { segments }),
        texts,
      }),
    ],
    matrix: zoneMatrix(reached, texts, space),
    witnesses: zoneWitnesses(reached, texts, space, axis),
  };
}

/**
 * Whether a stack alone can tell that nobody needs a passage: what partners, hubs and cells need of each other is placed by
 * the networks of all of them.
 */
function isWithinCells({ from, to }: Pick<Reached, "from" | "to">, segments: readonly Segment[]): boolean {
  const isInCell = (place: Place): boolean =>
    place.kind === "subnet" && segments.some(({ subnet, stamp }) => subnet === place.subnet && stamp.kind === "spoke");
  return isInCell(to) && (from.kind === "internet" || from.kind === "host" || isInCell(from));
}

/** Flows without a place; what several roles or tenants lack alike is told once. */
function unplacedFindings(unplaced: readonly Unplaced[]): readonly ReachabilityFinding[] {
  const findings = unplaced.map(({ kind, id, message, neededBy }): ReachabilityFinding => ({
    kind,
    about: id,
    message: `${message}; ${neededBy} needs it`,
    path: [],
  }));
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()];
}

/** Types of which unknown parts let more pass in this analysis than on Azure: what guards and what leads around. */
const GUARDING: ReadonlySet<string> = new Set([
  "network:Subnet",
  "network:NetworkSecurityGroup",
  "network:SecurityRule",
  "network:RouteTable",
  "network:Route",
]);

/**
 * What is missing, or passes, may only seem so because something is not known yet. In a single stack everything that others
 * hold is told as one thing that is open; in a union with gaps each missing flow is.
 */
function asFarAsKnown(
  findings: readonly ReachabilityFinding[],
  { gaps }: NetworkModel,
  { isUnion }: ResourceSet,
): readonly ReachabilityFinding[] {
  const unknown = gaps.filter(({ kind }) => kind === "undetermined");
  const missing = findings.filter(({ kind }) => kind === "missing");
  const others = findings
    .filter(({ kind }) => kind !== "missing")
    .map((finding) => (unknown.some(({ about }) => GUARDING.has(about.type)) ? stillOpen(finding) : finding));
  if (isUnion) return [...others, ...(unknown.length > 0 ? missing.map(stillOpen) : missing)];
  const message =
    "Whether every required flow passes can only be judged over all stacks of the platform: run deltawerk check";
  return missing.length === 0
    ? others
    : [...others, { kind: "undetermined", wouldBe: "missing", message, about: "required flows", path: [] }];
}

/** The axis of addresses with every tag and name that a rule, a route or an expected flow mentions. */
function axisFor(model: NetworkModel, segments: readonly Segment[], measure: ReachabilityMeasure): AddressAxis {
  const rules = model.subnets.flatMap(({ securityGroup }) => securityGroup?.rules ?? []);
  const routes = model.subnets.flatMap(({ routeTable }) => routeTable?.routes ?? []);
  const policies = model.firewalls.map((firewall) => firewall.rules);
  const places = [
    ...rules.flatMap(({ sources, destinations }) => [...sources, ...destinations]),
    ...routes.map(({ prefix }) => prefix),
    ...policies.flatMap(({ nat, network, application }) => [
      ...[...nat, ...network, ...application].flatMap(({ sources }) => sources),
      ...network.flatMap(({ destinations }) => destinations),
    ]),
    ...model.subnets.flatMap(({ serviceEndpoints }) => serviceEndpoints),
    ...model.services.flatMap(({ doors }) => doors.flatMap(({ sources }) => sources)),
    "GatewayManager",
  ];
  const regions = new Set(segments.map(({ stamp }) => findSite(stamp.site)?.region.name ?? ""));
  const names = [
    ...policies.flatMap(({ network, application }) => [...network, ...application].flatMap((rule) => rule.names)),
    ...[...regions]
      .flatMap((region) => CLUSTER_OWNERS.flatMap((owner) => namesFor(owner, region)))
      .flatMap((one) => one.names),
    ...signInHosts(measure),
    ...(measure.watcher === undefined ? [] : [measure.watcher]),
    INFRASTRUCTURE_NAMES,
  ];
  return new AddressAxis(
    places.filter((place) => /^[a-z]/i.test(place)),
    names,
  );
}
