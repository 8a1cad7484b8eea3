import type { Intervals } from "../packets/intervals";

/** Rules of a firewall in the order in which it asks them, inherited ones first. */
export interface FirewallRules {
  readonly nat: readonly NatRule[];
  readonly network: readonly NetworkRule[];
  readonly application: readonly ApplicationRule[];
}

interface FirewallRule {
  /** `policy/group/collection/rule` */
  readonly label: string;
  readonly sources: readonly string[];
}

export interface NetworkRule extends FirewallRule {
  readonly access: "Allow" | "Deny";
  /** Prefixes, ranges and tags as written. */
  readonly destinations: readonly string[];
  readonly names: readonly string[];
  readonly services: Intervals;
}

export interface ApplicationRule extends FirewallRule {
  readonly access: "Allow" | "Deny";
  /** Names and patterns, tags of names included. */
  readonly names: readonly string[];
  readonly services: Intervals;
}

export interface NatRule extends FirewallRule {
  readonly services: Intervals;
  /** Where the packet goes instead; a name is not followed. */
  readonly translatedAddress?: string;
  readonly translatedServices: Intervals;
}
