/** Which change allowed a rule, who owns it, until when; written into each rule's description and the register. */
export interface ChangeReference {
  readonly reference: string;
  readonly owner: string;
  /** ISO date, or `review` for baseline rules that are reviewed with every release. */
  readonly until: string;
}

export interface FirewallRulePlan {
  readonly name: string;
  readonly kind: "network" | "application";
  readonly sources: readonly string[];
  /** Prefixes or service tags of a network rule. */
  readonly destinations: readonly string[];
  /** Names of an application rule (TLS, port 443 unless `ports` says otherwise). */
  readonly fqdns: readonly string[];
  readonly fqdnTags: readonly string[];
  readonly protocol: "TCP" | "UDP" | "ICMP" | "Any";
  readonly ports: readonly string[];
  readonly change: ChangeReference;
}

export interface FirewallCollectionPlan {
  readonly name: string;
  /** 100-65000, unique within its group. */
  readonly priority: number;
  readonly action: "Allow" | "Deny";
  readonly rules: readonly FirewallRulePlan[];
}

/** A rule collection group: the baseline of a site, or a cell's own. */
export interface FirewallGroupPlan {
  readonly key: string;
  /** 100-65000, unique within the policy. */
  readonly priority: number;
  readonly collections: readonly FirewallCollectionPlan[];
}

export interface FirewallPlan {
  readonly tier: "Premium";
  readonly zones: readonly string[];
  /** Outbound addresses; each adds 2,496 source ports an instance. */
  readonly publicAddresses: number;
  /** Base policy's groups: what every site of the platform shares. */
  readonly baseline: readonly FirewallGroupPlan[];
}
