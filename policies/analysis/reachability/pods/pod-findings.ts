import type { Segment } from "../classify/segments";
import { SegmentsByAddress } from "../classify/segments-by-address";
import type { ReachabilityMeasure } from "../expected/measure";
import type { StampSegments } from "../expected/stamps";
import {
  differenceOf,
  includes,
  intersectionOf,
  interval,
  NOTHING,
  unionOf,
  type Intervals,
} from "../packets/intervals";
import { addressText } from "../packets/ipv4";
import { serviceText, servicesText } from "../packets/service-axis";
import { stillOpen, type ReachabilityFinding } from "../result/finding";
import type { PlaceTexts } from "../result/place-text";
import { openAddresses, passing, type NetworkPolicy } from "./network-policy";
import { PodFlows, roleOf, type PodRole } from "./pod-flows";
import type { PodCluster, Workload } from "./read-pods";

/** Networks in which pods are, and how their places are called. */
export interface PodScene {
  readonly spokes: readonly StampSegments[];
  /** Every segment of all networks; absent where other stacks hold them, so that addresses tell nothing. */
  readonly segments?: readonly Segment[];
  readonly texts: PlaceTexts;
}

interface Placed {
  readonly pods: Workload;
  readonly role: PodRole;
}

/**
 * Who reaches whom inside of the clusters: pods among each other, and pods and segments of the networks, held against the
 * flows of the agreement. The networks let everything pass that any pod of a node needs; these policies say which pod.
 *
 * What pods send to the internet is not judged here: the site's firewall knows nodes only, so it decides for all of them.
 * Nor is what runs in Azure's own namespaces: a policy cannot name anything there but the name service and the mesh.
 */
export function podFindings(
  clusters: readonly PodCluster[],
  measure: ReachabilityMeasure,
  scene: PodScene,
): readonly ReachabilityFinding[] {
  const flows = new PodFlows(measure);
  const segments = scene.segments && new SegmentsByAddress(scene.segments);
  return clusters.flatMap((cluster) => new ClusterFindings(cluster, flows, scene, segments).all());
}

class ClusterFindings {
  private readonly placed: readonly Placed[];
  private readonly unplaced: readonly ReachabilityFinding[];
  /** The network of the cluster: the one in which its gateway has its address. */
  private readonly home: StampSegments | undefined;

  constructor(
    private readonly cluster: PodCluster,
    private readonly flows: PodFlows,
    private readonly scene: PodScene,
    private readonly segments: SegmentsByAddress | undefined,
  ) {
    const [entry] = cluster.entries;
    this.home =
      entry === undefined
        ? undefined
        : scene.spokes.find(({ segments: own }) => own.some(({ subnet }) => includes(subnet.space, entry)));
    const roles = cluster.workloads.map((pods) => ({ pods, role: roleOf(pods) }));
    this.placed = roles.flatMap(({ pods, role }) => ("role" in role ? [{ pods, role }] : []));
    this.unplaced = roles.flatMap(({ pods, role }) =>
      "role" in role
        ? []
        : [
            finding(
              "unclassified",
              pods,
              `nobody can tell what ${pods.name} in ${cluster.label} is: ${role.unclassified}`,
            ),
          ],
    );
  }

  all(): readonly ReachabilityFinding[] {
    const { gaps } = this.cluster;
    const isKnown = gaps.every(({ kind }) => kind !== "undetermined");
    const passages = [
      ...this.openNamespaces(),
      ...this.placed.flatMap((from) => this.placed.flatMap((to) => this.between(from, to))),
      ...this.placed.flatMap((one) => [...this.towards(one), ...this.fromOutside(one)]),
    ];
    return [
      ...gaps.map(({ kind, message, about }): ReachabilityFinding => ({
        kind,
        message,
        about: about.name,
        path: [],
        resource: about,
      })),
      ...this.unplaced,
      ...(isKnown ? passages : passages.map(stillOpen)),
    ];
  }

  /** A pod that nobody thought of must be closed in both directions, or the next workload comes in without a policy. */
  private openNamespaces(): readonly ReachabilityFinding[] {
    return [...this.cluster.namespaces].flatMap(([namespace, { labels, resource }]) => {
      const stranger = { resource, name: "any other pod", namespace, labels: {}, namespaceLabels: labels, ports: {} };
      const open = (["ingress", "egress"] as const).filter((direction) =>
        openAddresses(stranger, direction, this.cluster.policies).some(({ policy }) => policy === undefined),
      );
      if (open.length === 0) return [];
      const message =
        `pods of namespace ${namespace} in ${this.cluster.label} that no other policy selects are not restricted in ` +
        `${open.join(" and ")}. Witness: TCP 443 ${open[0] === "ingress" ? "from" : "to"} any pod. ` +
        `Decided by: no NetworkPolicy of the namespace selects all pods`;
      return [finding("forbidden", stranger, message)];
    });
  }

  private between(from: Placed, to: Placed): readonly ReachabilityFinding[] {
    const reached = passing(from.pods, to.pods, this.cluster.policies);
    const agreed = this.flows.between(from.role, to.role);
    const other = from === to ? "other pods of the same kind" : this.text(to);
    const ends = (verb: string) => `${this.text(from)} ${verb} ${other}`;
    return [
      ...this.told("forbidden", from, ends("reach"), differenceOf(reached, agreed), to),
      ...this.told("missing", from, ends("cannot reach"), differenceOf(agreed, reached), to),
    ];
  }

  private told(
    kind: "forbidden" | "missing",
    from: Placed,
    what: string,
    services: Intervals,
    to: Placed,
  ): readonly ReachabilityFinding[] {
    const [service] = services;
    if (service === undefined) return [];
    const why = kind === "forbidden" ? "which nobody needs" : "which the agreement needs";
    const names = (pods: Workload) =>
      this.policiesOf(pods)
        .map(({ name }) => name)
        .join(", ") || "none";
    const decides = `NetworkPolicies of ${from.pods.namespace} (${names(from.pods)}) and of ${to.pods.namespace} (${names(to.pods)})`;
    const message =
      `${what} at ${servicesText(services).join(", ")}, ${why}. Witness: ${serviceText(service)} from a pod of ` +
      `${from.pods.name} to one of ${to.pods.name} in ${this.cluster.label}. Decided by: ${decides}`;
    return [{ ...finding(kind, from.pods, message), decides }];
  }

  private policiesOf(pods: Workload): readonly NetworkPolicy[] {
    return this.cluster.policies.filter(({ namespace }) => namespace === pods.namespace);
  }

  /** What pods can send into the segments of all networks, and what they have to. */
  private towards(one: Placed): readonly ReachabilityFinding[] {
    const open = openAddresses(one.pods, "egress", this.cluster.policies);
    // Data and documents are needed where they stand beside the pods.
    const besides = (this.home?.segments ?? []).filter(({ zone }) => zone === "data" || zone === "documents");
    const met = this.segments?.at(
      ...open.map(({ addresses }) => addresses),
      ...besides.map(({ subnet }) => subnet.space),
    );
    return (met ?? []).flatMap((segment) => {
      const agreed = this.flows.into(one.role, segment);
      const into = open.filter(({ addresses }) => intersectionOf(addresses, segment.subnet.space).length > 0);
      const excess = into.flatMap(({ addresses, services, policy }) => {
        const [service] = differenceOf(services, agreed);
        const [address] = intersectionOf(addresses, segment.subnet.space);
        return service === undefined || address === undefined ? [] : [{ service, address, policy }];
      });
      const needed = besides.includes(segment) ? agreed : NOTHING;
      const everywhere = into.filter(({ addresses }) => differenceOf(segment.subnet.space, addresses).length === 0);
      const lacking = differenceOf(needed, unionOf(NOTHING, ...everywhere.map(({ services }) => services)));
      return [
        ...excess.slice(0, 1).map((packet) => this.leaks(one, segment, packet)),
        ...(lacking.length === 0 ? [] : [this.lacks(one, segment, lacking)]),
      ];
    });
  }

  private leaks(
    one: Placed,
    segment: Segment,
    {
      service,
      address,
      policy,
    }: { readonly service: number; readonly address: number; readonly policy: NetworkPolicy | undefined },
  ): ReachabilityFinding {
    const decides = decidedBy(policy);
    const place = this.scene.texts.text({ kind: "subnet", subnet: segment.subnet });
    const message =
      `${this.text(one)} may send to ${place} at ${serviceText(service)}, which nobody needs. Witness: ` +
      `${serviceText(service)} from a pod of ${one.pods.name} in ${this.cluster.label} to ${addressText(address)}. Decided by: ${decides}`;
    return {
      ...finding("forbidden", one.pods, message),
      decides,
      witness: { source: one.pods.name, destination: addressText(address), service: serviceText(service) },
    };
  }

  private lacks(one: Placed, segment: Segment, services: Intervals): ReachabilityFinding {
    const place = this.scene.texts.text({ kind: "subnet", subnet: segment.subnet });
    const message =
      `${this.text(one)} in ${this.cluster.label} may not send to ${place} at ${servicesText(services).join(", ")}, ` +
      `which the agreement needs. Decided by: no NetworkPolicy of ${one.pods.namespace} opens it`;
    return finding("missing", one.pods, message);
  }

  /** What pods take from addresses outside of the cluster: from segments what is agreed, from elsewhere nothing. */
  private fromOutside(one: Placed): readonly ReachabilityFinding[] {
    const { segments } = this;
    if (segments === undefined) return [];
    return openAddresses(one.pods, "ingress", this.cluster.policies).flatMap(({ addresses, services, policy }) => {
      const agreedFrom = segments
        .at(addresses)
        .filter((segment) => differenceOf(services, this.flows.outOf(segment, one.role)).length === 0);
      const [address] = differenceOf(addresses, unionOf(NOTHING, ...agreedFrom.map(({ subnet }) => subnet.space)));
      const [service] = services;
      if (address === undefined || service === undefined) return [];
      const [from] = segments.at(interval(address));
      const place = from === undefined ? "elsewhere" : this.scene.texts.text({ kind: "subnet", subnet: from.subnet });
      const decides = decidedBy(policy);
      const message =
        `${this.text(one)} in ${this.cluster.label} take packets from ${place} at ${servicesText(services).join(", ")}, ` +
        `which nobody needs. Witness: ${serviceText(service)} from ${addressText(address)}. Decided by: ${decides}`;
      return [{ ...finding("forbidden", one.pods, message), decides }];
    });
  }

  private text({ pods, role }: Placed): string {
    return `pods of ${role.role}${role.tenant === undefined ? "" : ` of tenant ${role.tenant}`} (${pods.namespace})`;
  }
}

function decidedBy(policy: NetworkPolicy | undefined): string {
  return policy === undefined
    ? "no NetworkPolicy selects the pods"
    : `NetworkPolicy ${policy.namespace}/${policy.name}`;
}

function finding(
  kind: ReachabilityFinding["kind"],
  { resource, name }: Workload,
  message: string,
): ReachabilityFinding {
  return { kind, message, about: name, path: [], resource };
}
