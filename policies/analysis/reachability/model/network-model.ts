import type { RegisteredResource } from "../../../resources/registered-resource";
import type { Intervals } from "../packets/intervals";
import type { FirewallRules } from "./firewall-rules";

/**
 * What registered resources say about the network, in Azure's terms and with every reference followed. Nothing here is
 * taken from the plan or from components.
 */
export interface NetworkModel {
  readonly networks: readonly Network[];
  readonly subnets: readonly Subnet[];
  readonly firewalls: readonly Firewall[];
  readonly gateways: readonly VpnGateway[];
  readonly entries: readonly Entry[];
  readonly clusters: readonly Cluster[];
  readonly endpoints: readonly PrivateEndpoint[];
  readonly services: readonly Service[];
  /** What could not be read, because it is unknown, elsewhere, or of a kind that is not modelled. */
  readonly gaps: readonly Gap[];
}

/** Something that the analysis cannot see. */
export interface Gap {
  /** `undetermined`: it will be known after the update or over all stacks. `unclassified`: never, as it stands. */
  readonly kind: "undetermined" | "unclassified";
  readonly message: string;
  readonly about: RegisteredResource;
}

/** A resource, and how people call it. */
export interface Named {
  readonly resource: RegisteredResource;
  readonly label: string;
}

export interface Network extends Named {
  readonly space: Intervals;
  /** The prefixes of the space as written. */
  readonly prefixes: readonly string[];
  /** Its own halves of peerings. */
  readonly peerings: readonly Peering[];
}

/** One half of a peering: what this network grants to the other. */
export interface Peering {
  readonly label: string;
  readonly remote: RegisteredResource;
  readonly allowAccess: boolean;
  readonly allowForwarded: boolean;
  readonly allowGatewayTransit: boolean;
  readonly useRemoteGateways: boolean;
}

export interface Subnet extends Named {
  /** Azure's name of it. */
  readonly name: string;
  readonly network: RegisteredResource;
  readonly space: Intervals;
  readonly securityGroup?: SecurityGroup;
  readonly routeTable?: RouteTable;
  /** Whether security group and routes see the private endpoints in it. */
  readonly endpointPolicies: { readonly securityGroup: boolean; readonly routes: boolean };
  /** Tags of the services to which it has endpoints of its own, past all routes. */
  readonly serviceEndpoints: readonly string[];
  /** Whether hosts without a public address reach the internet: by Azure's default or through a NAT gateway. */
  readonly implicitOutbound: boolean;
}

export interface SecurityGroup {
  readonly label: string;
  readonly rules: readonly SecurityRule[];
}

export interface SecurityRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  /** On the service axis. */
  readonly services: Intervals;
  /** Prefixes and tags as written. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
}

export interface RouteTable {
  readonly label: string;
  /** Whether routes that a gateway learns apply. */
  readonly propagates: boolean;
  readonly routes: readonly Route[];
}

export interface Route {
  readonly name: string;
  /** A prefix or a service tag. */
  readonly prefix: string;
  readonly hop: "VirtualAppliance" | "Internet" | "VnetLocal" | "None" | "VirtualNetworkGateway";
  /** Where the hop is an appliance: the firewall that has the address, or the address that nobody has. */
  readonly appliance?: RegisteredResource | string;
}

export interface Firewall extends Named {
  readonly subnet: RegisteredResource;
  readonly rules: FirewallRules;
  /** Whether it answers names at port 53 for whoever reaches it. */
  readonly dnsProxy: boolean;
}

export interface VpnGateway extends Named {
  readonly subnet: RegisteredResource;
  readonly connections: readonly Connection[];
}

export type Connection =
  | { readonly kind: "partner"; readonly label: string; readonly prefixes: readonly string[]; readonly bgp: boolean }
  | { readonly kind: "gateway"; readonly label: string; readonly remote: RegisteredResource; readonly bgp: boolean };

/** An application gateway. */
export interface Entry extends Named {
  readonly subnet: RegisteredResource;
  readonly isPublic: boolean;
  readonly listeners: readonly Listener[];
  /** Where it sends requests on to. */
  readonly backends: readonly { readonly address: string; readonly ports: readonly number[] }[];
}

export interface Listener {
  readonly port: number;
  /** Set where it passes nothing on and sends the caller to a listener with TLS of the same gateway. */
  readonly onlyRedirects: boolean;
}

export interface Cluster extends Named {
  readonly pools: readonly NodePool[];
  /** Addresses of pods where they are an overlay's; they never leave the cluster. */
  readonly pods: Intervals;
  /** Whether nodes have a way out of their own, past the subnet's routes: a public load balancer or NAT gateway. */
  readonly ownOutbound: boolean;
  readonly features: readonly ("policy" | "defender" | "monitoring" | "extensions")[];
}

export interface NodePool {
  readonly name: string;
  readonly subnet: RegisteredResource;
  readonly mode: "System" | "User";
  /** The tenant for which taints and labels keep it, where they do. */
  readonly tenant?: string;
  /** What alone runs on it, where taints and labels say so: the ingress on web servers, jobs on batch servers. */
  readonly group?: ServerGroup;
}

/** What nodes can be kept for besides the application. */
export type ServerGroup = "web" | "batch";

export interface PrivateEndpoint extends Named {
  readonly subnet: RegisteredResource;
  readonly group: string;
  /** What it leads to; an id where that is none of the resources. */
  readonly target: RegisteredResource | string;
}

/** A service with a public address of its own, beside the networks. */
export interface Service extends Named {
  readonly port: number;
  /** What its own firewall lets in from public addresses, each with why. */
  readonly doors: readonly { readonly sources: readonly string[]; readonly rule: string }[];
}
