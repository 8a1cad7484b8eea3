/** What Azure prescribes for subnets. */

/** The first four addresses and the last one of every subnet. Source: Microsoft Learn, configuration-infrastructure (2021). */
export const RESERVED_ADDRESSES_PER_SUBNET = 5;
/** Source: Microsoft Learn, virtual-network/virtual-networks-faq. */
export const LONGEST_SUBNET_PREFIX = 29;

export interface ReservedSubnet {
  /** The name that Azure demands. */
  readonly name: string;
  /** The longest prefix that is accepted. */
  readonly longestPrefix: number;
  /** The longest prefix that leaves room to grow. */
  readonly advisedPrefix: number;
  readonly securityGroup: "forbidden" | "allowed";
  readonly source: string;
}

export const RESERVED_SUBNETS = {
  firewall: {
    name: "AzureFirewallSubnet",
    longestPrefix: 26,
    advisedPrefix: 26,
    securityGroup: "forbidden",
    source: "Microsoft Learn, includes/firewall-limits; firewall/firewall-faq (2022)",
  },
  firewallManagement: {
    name: "AzureFirewallManagementSubnet",
    longestPrefix: 26,
    advisedPrefix: 26,
    securityGroup: "forbidden",
    source: "Microsoft Learn, firewall/management-nic (2024-11)",
  },
  gateway: {
    name: "GatewaySubnet",
    longestPrefix: 29,
    advisedPrefix: 27,
    securityGroup: "forbidden",
    source: "Microsoft Learn, vpn-gateway/vpn-gateway-about-vpn-gateway-settings (2020)",
  },
} as const satisfies Readonly<Record<string, ReservedSubnet>>;

/**
 * An application gateway needs a subnet of its own, of any name; /24 holds all instances, the private frontend and an
 * upgrade. Source: Microsoft Learn, application-gateway/configuration-infrastructure (2021).
 */
export const ADVISED_GATEWAY_PREFIX = 24;

/** What Azure demands of the subnet of that name, if it is a reserved one. Names are compared without regard to case. */
export function reservedSubnetNamed(name: string): ReservedSubnet | undefined {
  return Object.values(RESERVED_SUBNETS).find((subnet) => subnet.name.toLowerCase() === name.toLowerCase());
}

/** How many addresses of an IPv4 subnet resources can have; 0 for a subnet that Azure would refuse as too small. */
export function usableAddresses(prefixLength: number): number {
  return prefixLength > LONGEST_SUBNET_PREFIX ? 0 : 2 ** (32 - prefixLength) - RESERVED_ADDRESSES_PER_SUBNET;
}
