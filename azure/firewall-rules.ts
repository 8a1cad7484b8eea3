/** The rules of a firewall policy, in Azure's own terms. Plans decide them and components write them. */

/** Which change allowed a rule, who owns it, until when; written into each rule's description and the register. */
export interface ChangeReference {
  readonly reference: string;
  readonly owner: string;
  /** ISO date, or `review` for baseline rules that are reviewed with every release. */
  readonly until: string;
}

export interface FirewallRule {
  readonly name: string;
  readonly kind: "network" | "application";
  readonly sources: readonly string[];
  /** Prefixes or service tags of a network rule. */
  readonly destinations: readonly string[];
  /** Names of an application rule. */
  readonly fqdns: readonly string[];
  readonly fqdnTags: readonly string[];
  readonly protocol: "TCP" | "UDP" | "ICMP" | "Any";
  /** Ports or ranges; an application rule takes single ports, and 443 where none is given. */
  readonly ports: readonly string[];
  readonly change: ChangeReference;
}

export interface FirewallCollection {
  readonly name: string;
  /** 100-65000, unique within its group. */
  readonly priority: number;
  readonly action: "Allow" | "Deny";
  readonly rules: readonly FirewallRule[];
}

/** A rule collection group: the baseline of a platform, or a cell's own. */
export interface FirewallGroup {
  readonly key: string;
  /** 100-65000, unique within the policy. */
  readonly priority: number;
  readonly collections: readonly FirewallCollection[];
}
