import type { ApplicationRule, NetworkRule } from "../model/firewall-rules";
import type { Firewall } from "../model/network-model";
import { nameOfTag, type AddressAxis } from "../packets/address-axis";
import { NOTHING, unionOf, type Intervals } from "../packets/intervals";
import type { Packet, PacketSet, PacketSpace } from "../packets/packet-set";
import { EVERY_SERVICE, servicesOf } from "../packets/service-axis";
import { allowedBy, decidingRule, type MatchRule } from "./first-match";

/** Names that every Azure Firewall lets pass by itself; Microsoft does not publish them. */
export const INFRASTRUCTURE_NAMES = nameOfTag("AzureFirewallInfrastructure");

/**
 * What a firewall lets pass: network rules, then application rules, then Azure's own rules for infrastructure, then
 * nothing. A rule that matches ends the search, whatever its action. Threat intelligence and intrusion prevention only
 * take away, so they are left out.
 *
 * Application rules open names only. By a packet's address they open nothing: the firewall resolves the name itself.
 *
 * Sources: Microsoft Learn, firewall/rule-processing and firewall/infrastructure-fqdns (2025).
 */
export class FirewallSets {
  private readonly sets = new Map<Firewall, PacketSet>();
  private readonly lists = new Map<Firewall, readonly MatchRule[]>();

  constructor(
    private readonly axis: AddressAxis,
    private readonly space: PacketSpace,
  ) {}

  allowed(firewall: Firewall): PacketSet {
    const known = this.sets.get(firewall);
    if (known !== undefined) return known;
    const { everything } = this.axis;
    const made = allowedBy(this.space, this.rules(firewall), this.space.box(everything, everything, EVERY_SERVICE));
    this.sets.set(firewall, made);
    return made;
  }

  /** The rule that decides for one packet; nothing where the firewall refuses it for want of a rule. */
  deciding(firewall: Firewall, packet: Packet): MatchRule | undefined {
    return decidingRule(this.rules(firewall), packet);
  }

  /** Prefixes, ranges and tags as a firewall understands them. */
  places(texts: readonly string[]): Intervals {
    return unionOf(
      NOTHING,
      ...texts.map((text) => {
        switch (text.toLowerCase()) {
          case "*":
            return this.axis.everything;
          case "internet":
            return this.axis.internet;
          default:
            return this.axis.prefix(text) ?? this.axis.tag(text);
        }
      }),
    );
  }

  /** The rules in the order in which the firewall asks them. */
  rules(firewall: Firewall): readonly MatchRule[] {
    const known = this.lists.get(firewall);
    if (known !== undefined) return known;
    const { network, application } = firewall.rules;
    const made = [
      ...network.map((rule) => this.networkRule(rule)),
      ...application.map((rule) => this.applicationRule(rule)),
      {
        label: `Azure's own rules for infrastructure of ${firewall.label}`,
        access: "Allow" as const,
        sources: this.axis.everything,
        destinations: this.axis.name(INFRASTRUCTURE_NAMES),
        services: servicesOf("Tcp", ["80", "443"]) ?? NOTHING,
      },
    ];
    this.lists.set(firewall, made);
    return made;
  }

  private networkRule({ label, access, sources, destinations, names, services }: NetworkRule): MatchRule {
    return {
      label: `network rule ${label}`,
      access,
      sources: this.places(sources),
      destinations: unionOf(this.places(destinations), ...names.map((name) => this.axis.name(name))),
      services,
    };
  }

  private applicationRule({ label, access, sources, names, services }: ApplicationRule): MatchRule {
    return {
      label: `application rule ${label}`,
      access,
      sources: this.places(sources),
      destinations: unionOf(NOTHING, ...names.map((name) => this.axis.name(name))),
      services,
    };
  }
}
