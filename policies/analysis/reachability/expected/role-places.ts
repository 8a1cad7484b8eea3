import type { Role } from "../../../../agreement/flows/roles";
import type { RequiredFlow } from "../../../../agreement/flows/required-flows";
import { findSite } from "../../../../azure/sites";
import type { Segment } from "../classify/segments";
import type { VpnGateway } from "../model/network-model";
import type { AddressAxis } from "../packets/address-axis";
import { unionOf, type Intervals } from "../packets/intervals";
import { partnerName } from "../semantics/partner-name";
import type { Place } from "../semantics/places";
import type { ReachabilityMeasure } from "./measure";
import { namesFor, signInHosts } from "./outside-names";
import type { StampSegments } from "./stamps";

/** One end of a flow: a place, and the addresses there that take part in it. */
export interface End {
  readonly place: Place;
  readonly addresses: Intervals;
}

/** A cell's network at a site with what a flow is resolved in. */
export interface FlowScene {
  readonly spoke: StampSegments;
  /** Set where the flow is a tenant's. */
  readonly tenant?: string;
  readonly hub: StampSegments | undefined;
  readonly otherHubs: readonly StampSegments[];
  /** Set where the flow is a tenant's and no tenant is there yet. */
  readonly isEmpty?: true;
}

/** Where the roles of an agreement's flows stand in the registered network. */
export class RolePlaces {
  constructor(
    private readonly axis: AddressAxis,
    private readonly measure: ReachabilityMeasure,
  ) {}

  /** Who opens the flow. */
  from(flow: RequiredFlow, scene: FlowScene): readonly End[] {
    return this.ends(flow.from, flow, scene);
  }

  /**
   * Who may open it besides: partners at the platform's other sites, by the tunnel between the sites; a partner that speaks
   * BGP with the addresses of another one, which firewall and groups cannot tell from that one; and for names anybody behind
   * a tunnel, because the firewall asks no rule before it answers a question.
   */
  alsoFrom(flow: RequiredFlow, { hub, otherHubs }: FlowScene): readonly End[] {
    if (flow.from !== "partners") return [];
    if (flow.to !== "names") return [...this.mistaken(hub), ...otherHubs.flatMap((other) => this.partners(other))];
    const everywhere = [...this.partners(hub), ...otherHubs.flatMap((other) => this.partners(other))];
    return everywhere.map(({ place }) => ({ place, addresses: this.axis.everything }));
  }

  /** To whom it is opened. Requests for the ingress go to the load balancer's address and arrive at the nodes behind it. */
  to(flow: RequiredFlow, scene: FlowScene): readonly End[] {
    if (flow.to !== "ingress" || flow.from !== "gateway") return this.ends(flow.to, flow, scene);
    return scene.spoke.frontends.flatMap(({ address, nodes }) =>
      nodes.map((subnet) => ({ place: { kind: "subnet", subnet }, addresses: [address, address] }) as const),
    );
  }

  private ends(role: Role, flow: RequiredFlow, scene: FlowScene): readonly End[] {
    const { spoke, hub, tenant } = scene;
    switch (role) {
      case "users":
        return [{ place: { kind: "internet" }, addresses: this.axis.publicSources }];
      case "partners":
        return this.partners(hub);
      case "gateway":
        return inSegments(spoke.ofZone("edge"));
      case "application":
        return inSegments(tenant === undefined ? spoke.applicationNodes : spoke.nodesOf(tenant));
      case "identity":
        return inSegments(this.identityNodes(scene));
      // Ingress, jobs and probes are the platform's own pods, so they run on no tenant's nodes of its own.
      case "ingress":
        return inSegments(spoke.ingressNodes);
      case "jobs":
      case "probes":
        return inSegments(spoke.jobNodes);
      case "database":
        return inSegments(tenant === undefined ? spoke.ofZone("data") : spoke.dataOf(tenant));
      case "documents":
        return inSegments(spoke.ofZone("documents"));
      case "collector":
        return flow.from === "partners" ? this.shared(hub) : this.named(this.collectors(spoke.stamp.site));
      case "secrets":
      case "images":
        return this.shared(hub);
      case "control":
        return inSegments(spoke.clusters.flatMap((cluster) => spoke.controlOf(cluster)));
      case "copies":
        return (flow.reach === "sites" ? scene.otherHubs : hub === undefined ? [] : [hub]).flatMap((place) =>
          inSegments(place.ofZone("backup")),
        );
      case "checks":
        return inSegments(hub?.ofZone("backup") ?? []);
      case "names":
        return (hub?.firewallSubnets ?? []).map((subnet) => ({
          place: { kind: "subnet", subnet },
          addresses: subnet.space,
        }));
      case "software sources":
        return this.named(this.softwareSources(spoke.stamp.site));
      case "sign-in providers":
        return this.named(signInHosts(this.measure));
      case "watcher":
        // Who tells the watcher whether the monitoring lives has to ask it first.
        return this.named(
          this.measure.watcher === undefined
            ? []
            : [this.measure.watcher, ...namesFor("logQueries", "").flatMap(({ names }) => names)],
        );
    }
  }

  private shared(hub: StampSegments | undefined): readonly End[] {
    return inSegments(hub?.ofZone("management") ?? []);
  }

  /** Agents deliver to the public names of Azure Monitor, which the firewall lets pass. */
  private collectors(site: string): readonly string[] {
    const region = findSite(site)?.region.name ?? "";
    return namesFor("clusterMonitoring", region).flatMap(({ names }) => names);
  }

  private identityNodes({ spoke, tenant }: FlowScene): readonly Segment[] {
    if (this.measure.agreement.identity.realm === "platform") return spoke.sharedNodes;
    return tenant === undefined ? spoke.applicationNodes : spoke.nodesOf(tenant);
  }

  /** Tunnels of a site's gateway to the agreed partners. */
  private partners(hub: StampSegments | undefined): readonly End[] {
    return (hub?.gateways ?? []).flatMap((gateway) => {
      const names = new Set(
        gateway.connections.flatMap((one) => (one.kind === "partner" ? [partnerName(one.label)] : [])),
      );
      return this.measure.agreement.access.management.partners
        .filter(({ name }) => names.has(name))
        .map(({ name, prefixes }) => ({
          place: { kind: "partner", gateway, partner: name } as const,
          addresses: unionOf([], ...prefixes.map((prefix) => this.axis.prefix(prefix) ?? [])),
        }));
    });
  }

  /** Partners of a site that speak BGP, with the addresses of every partner there. */
  private mistaken(hub: StampSegments | undefined): readonly End[] {
    const partners = this.partners(hub);
    const addresses = unionOf([], ...partners.map((one) => one.addresses));
    return partners
      .filter(({ place }) =>
        hub?.gateways.some((gateway) => place.kind === "partner" && speaksBgp(gateway, place.partner)),
      )
      .map(({ place }) => ({ place, addresses }));
  }

  private softwareSources(site: string): readonly string[] {
    const region = findSite(site)?.region.name ?? "";
    return (["cluster", "clusterNodeUpdates"] as const)
      .flatMap((owner) => namesFor(owner, region))
      .filter(({ port }) => port === "443")
      .flatMap(({ names }) => names);
  }

  private named(names: readonly string[]): readonly End[] {
    return names.map((name) => ({ place: { kind: "internet" }, addresses: this.axis.name(name) }));
  }
}

function speaksBgp({ connections }: VpnGateway, partner: string): boolean {
  return connections.some((one) => one.kind === "partner" && one.bgp && partnerName(one.label) === partner);
}

function inSegments(segments: readonly Segment[]): readonly End[] {
  return segments.map(({ subnet }) => ({ place: { kind: "subnet", subnet }, addresses: subnet.space }));
}
