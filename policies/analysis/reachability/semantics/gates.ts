import type { Firewall, Subnet } from "../model/network-model";
import type { PacketSet, PacketSpace } from "../packets/packet-set";
import type { FirewallSets } from "./firewall-sets";
import { decidingRule, type MatchRule } from "./first-match";
import type { Hop, Journey, Place } from "./places";
import type { Direction, SecurityGroups } from "./security-groups";

/** Told of every set of packets that arrives somewhere, and of the steps where they are kept. */
export interface Arrivals {
  arrive(place: Place, packets: PacketSet, journey: Journey): void;
  /** Told of packets that end on the way, where steps are kept. */
  end?(journey: Journey): void;
}

/** What is left of packets after a gate, and their journey so far. */
interface Passed {
  readonly packets: PacketSet;
  readonly journey: Journey;
}

/** The gates on a packet's way, and the log of what happened at each where somebody keeps it. */
export class Gates {
  constructor(
    private readonly groups: SecurityGroups,
    private readonly firewalls: FirewallSets,
    private readonly space: PacketSpace,
  ) {}

  /** What the security group of a subnet lets pass; everything where it has none, nothing returned where nothing passes. */
  group(
    subnet: Subnet,
    direction: Direction,
    packets: PacketSet,
    arrivals: Arrivals,
    journey: Journey,
  ): Passed | undefined {
    const allowed = this.groups.allowed(subnet, direction);
    const what = `${direction === "Inbound" ? "into" : "out of"} ${subnet.label}`;
    if (allowed !== undefined) {
      return this.filter(packets, allowed, what, () => this.groups.rules(subnet, direction), arrivals, journey);
    }
    const rule = `${subnet.label} has no security group`;
    return { packets, journey: step(journey, { what: `passes ${what}`, rule, passes: true, gate: true }) };
  }

  /** What a firewall lets pass; nothing returned where nothing passes. */
  firewall(firewall: Firewall, packets: PacketSet, arrivals: Arrivals, journey: Journey): Passed | undefined {
    const rules = () => this.firewalls.rules(firewall);
    return this.filter(
      packets,
      this.firewalls.allowed(firewall),
      `firewall ${firewall.label}`,
      rules,
      arrivals,
      journey,
    );
  }

  private filter(
    packets: PacketSet,
    allowed: PacketSet,
    what: string,
    rules: () => readonly MatchRule[],
    arrivals: Arrivals,
    journey: Journey,
  ): Passed | undefined {
    const passed = this.space.intersection(packets, allowed);
    const passes = passed !== this.space.empty;
    if (journey.hops === undefined) return passes ? { packets: passed, journey } : undefined;
    const packet = this.space.sample(passes ? passed : packets);
    const rule = (packet && decidingRule(rules(), packet)?.label) ?? "no rule allows it";
    const hop: Hop = { what: passes ? `passes ${what}` : `is refused ${what}`, rule, passes, gate: true };
    if (passes) return { packets: passed, journey: step(journey, hop) };
    stop(arrivals, journey, hop);
    return undefined;
  }
}

/** A journey with one more step, where steps are kept. */
export function step(journey: Journey, hop: Hop): Journey {
  return journey.hops === undefined ? journey : { ...journey, hops: [...journey.hops, hop] };
}

/** Ends a journey with a last step, where steps are kept. */
export function stop(arrivals: Arrivals, journey: Journey, hop: Hop): void {
  if (journey.hops !== undefined) arrivals.end?.(step(journey, hop));
}
