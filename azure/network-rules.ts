/** What a network lets through and where it sends it, in Azure's own terms. Plans decide it and components write it. */

/** A rule of a network security group. */
export interface SecurityRule {
  /** Unique in the group, both directions together. */
  readonly name: string;
  /** 100-4096, unique per direction. */
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "Udp" | "Icmp" | "*";
  /** Prefixes, or exactly one service tag; `*` for all. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** Ports or ranges; `*` for all. */
  readonly ports: readonly string[];
  /** At most 140 characters. */
  readonly description: string;
}

/** A route of a subnet. */
export interface Route {
  readonly name: string;
  readonly prefix: string;
  /** `firewall`: the private address of the firewall that the network uses, known when that is there. */
  readonly nextHop: "firewall" | "internet" | "none" | "gateway";
  /** Address of the firewall, where it is another one than that which the network uses. */
  readonly appliance?: string;
}

/** The IPsec policy of a tunnel. */
export interface Ipsec {
  readonly ikeEncryption: string;
  readonly ikeIntegrity: string;
  readonly dhGroup: string;
  readonly ipsecEncryption: string;
  readonly ipsecIntegrity: string;
  readonly pfsGroup: string;
  readonly lifetimeSeconds: number;
  readonly lifetimeKilobytes: number;
}
