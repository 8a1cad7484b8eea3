import type { FirewallRule } from "../../azure/firewall-rules";
import type { SecurityRule } from "../../azure/network-rules";
import { addressCount, blockOf } from "./address-block";
import type { CellPlan } from "./cell-plan";
import { clusterAddresses } from "./cluster-addresses";
import type { SegmentPlan } from "./network-plan";
import type { Plan } from "./plan";

/** A packet that opens a connection. `tag` stands for one of Azure's own sources, which have no fixed address. */
export interface Packet {
  readonly from: number | "GatewayManager" | "AzureLoadBalancer";
  readonly to: number;
  readonly protocol: "Tcp" | "Udp";
  readonly port: number;
}

interface Located {
  readonly segment: SegmentPlan;
  readonly site: string;
  readonly network: string;
  readonly isHub: boolean;
}

export function isIn(address: number, prefix: string): boolean {
  const block = blockOf(prefix);
  return address >= block.first && address < block.first + addressCount(block.length);
}

function located(plan: Plan): readonly Located[] {
  return [
    ...plan.hubs.flatMap((hub) =>
      hub.segments.map((segment) => ({ segment, site: hub.site, network: hub.prefix, isHub: true })),
    ),
    ...plan.cells.flatMap((cell) =>
      cell.spokes.flatMap((spoke) =>
        spoke.segments.map((segment) => ({ segment, site: spoke.site, network: spoke.prefix, isHub: false })),
      ),
    ),
  ];
}

/** Judges a packet by the plan's security rules, peerings and firewall rules alone, as Azure does: rules by priority,
 * the first that matches decides; whatever leaves a network, or its own site's hub, passes the firewalls on its way. */
export class PacketEvaluator {
  readonly segments: readonly Located[];

  constructor(private readonly plan: Plan) {
    this.segments = located(plan);
  }

  passes(packet: Packet): boolean {
    const from = typeof packet.from === "number" ? this.segmentOf(packet.from) : undefined;
    const to = this.segmentOf(packet.to);
    return (
      this.allows(from?.segment, "Outbound", packet) &&
      this.allows(to?.segment, "Inbound", packet) &&
      this.firewallsOnTheWay(packet, from, to).every((site) => this.firewallAllows(site, packet))
    );
  }

  private segmentOf(address: number): Located | undefined {
    return this.segments.find(({ segment }) => isIn(address, segment.prefix));
  }

  private allows(segment: SegmentPlan | undefined, direction: SecurityRule["direction"], packet: Packet): boolean {
    const rules = segment?.securityRules?.filter((rule) => rule.direction === direction);
    if (rules === undefined) {
      return true;
    }
    const first = [...rules]
      .sort((one, other) => one.priority - other.priority)
      .find((rule) => this.ruleMatches(rule, packet));
    return first?.access === "Allow";
  }

  private ruleMatches(rule: SecurityRule, packet: Packet): boolean {
    return (
      (rule.protocol === "*" || rule.protocol === packet.protocol) &&
      rule.ports.some((ports) => portMatches(ports, packet.port)) &&
      rule.sources.some((source) => this.placeMatches(source, packet.from)) &&
      rule.destinations.some((destination) => this.placeMatches(destination, packet.to))
    );
  }

  private placeMatches(place: string, address: Packet["from"]): boolean {
    if (place === "*" || place === address) {
      return true;
    }
    if (place === "Internet") {
      return typeof address === "number" && !this.isPrivate(address);
    }
    return typeof address === "number" && /^\d/.test(place) && isIn(address, place);
  }

  /** What Azure's tag for the internet leaves out: the networks, and what is behind the gateways. */
  private isPrivate(address: number): boolean {
    return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].some((prefix) => isIn(address, prefix));
  }

  /** Sites whose firewall the packet passes: none within a network or between a network and its own hub. */
  private firewallsOnTheWay(packet: Packet, from: Located | undefined, to: Located | undefined): readonly string[] {
    if (typeof packet.from !== "number") {
      return [];
    }
    if (from === undefined || to === undefined) {
      const inside = from ?? to;
      const outside = from === undefined ? packet.from : packet.to;
      // From the internet straight to the gateway; to the internet by name, which the application rules decide.
      const staysInCluster = isIn(outside, clusterAddresses.pods);
      return inside === undefined || staysInCluster || !this.isPrivate(outside) ? [] : [inside.site];
    }
    const isDirect = from.site === to.site && (from.network === to.network || from.isHub || to.isHub);
    return isDirect ? [] : [...new Set([from.site, to.site])];
  }

  private firewallAllows(site: string, packet: Packet): boolean {
    const hub = this.plan.hubs.find((candidate) => candidate.site === site);
    const groups = [
      ...(hub?.firewall.baseline ?? []),
      ...this.plan.cells.flatMap((cell: CellPlan) => cell.firewallGroups[site] ?? []),
    ];
    return groups
      .flatMap((group) => group.collections.map((collection) => ({ group, collection })))
      .filter(({ collection }) => collection.action === "Allow")
      .flatMap(({ collection }) => collection.rules)
      .some((rule) => rule.kind === "network" && firewallRuleMatches(rule, packet));
  }
}

function firewallRuleMatches(rule: FirewallRule, packet: Packet): boolean {
  const { from } = packet;
  return (
    (rule.protocol === "Any" || rule.protocol === packet.protocol.toUpperCase()) &&
    rule.ports.some((ports) => portMatches(ports, packet.port)) &&
    typeof from === "number" &&
    rule.sources.some((source) => isIn(from, source)) &&
    rule.destinations.some((destination) => isIn(packet.to, destination))
  );
}

export function portMatches(ports: string, port: number): boolean {
  const [first = "", last = first] = ports.split("-");
  return ports === "*" || (port >= Number(first) && port <= Number(last));
}
