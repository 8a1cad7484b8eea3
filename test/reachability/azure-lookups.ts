import type { RegisteredResource } from "../../policies/resources/registered-resource";

/**
 * For tests: plain look-ups in the inputs of registered resources, by ARM id. Written for the packet-by-packet evaluator
 * and shared with nothing of the analysis, so that the two can disagree.
 */

export type Bag = Readonly<Record<string, unknown>>;

export const bag = (value: unknown): Bag => (typeof value === "object" && value !== null ? (value as Bag) : {});
export const bags = (value: unknown): readonly Bag[] => (Array.isArray(value) ? (value as Bag[]) : []);
export const str = (value: unknown): string => (typeof value === "string" ? value : "");
export const strs = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

/** Four octets as an unsigned number. */
export function ip(text: string): number {
  return text.split(".").reduce((sum, octet) => (sum << 8) | Number(octet), 0) >>> 0;
}

export const isAddress = (text: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(text);
export const isPrefix = (text: string): boolean => /^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(text);
export const lengthOf = (prefix: string): number => Number(prefix.split("/")[1] ?? "32");

/** Whether an address matches a prefix by comparing the leading bits. */
export function inPrefix(address: string, prefix: string): boolean {
  if (!isAddress(address)) return lengthOf(prefix) === 0;
  const length = lengthOf(prefix);
  const mask = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
  return (ip(address) & mask) >>> 0 === (ip(prefix.split("/")[0] ?? "") & mask) >>> 0;
}

/** Whether one prefix lies within another. */
export const prefixWithin = (inner: string, outer: string): boolean =>
  lengthOf(inner) >= lengthOf(outer) && inPrefix(inner.split("/")[0] ?? "", outer);

const NOT_PUBLIC = [
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"],
  ...["0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"],
];
/** Whether something is outside on the internet: a public address, a service tag or a name. */
export const isPublic = (place: string): boolean =>
  !isAddress(place) || !NOT_PUBLIC.some((prefix) => inPrefix(place, prefix));

/** The name that a place stands for, where it is one. */
export const nameAt = (place: string): string | undefined => /^name:(.*)$/.exec(place)?.[1];

/** Whether a service tag stands for a place: for itself and its regions; AzureCloud for every service of Azure. */
export function tagHolds(tag: string, place: string): boolean {
  const own = /^tag:(.*)$/.exec(place)?.[1]?.toLowerCase();
  if (own === undefined) return false;
  const wanted = tag.toLowerCase();
  if (own === wanted || own.startsWith(`${wanted}.`) || wanted === "azurecloud") return true;
  const [, region] = /^azurecloud\.(.*)$/.exec(wanted) ?? [];
  return region !== undefined && own.endsWith(`.${region}`);
}

export function inRange(range: string, port: number): boolean {
  const [first = "", last = first] = range.split("-");
  return port >= Number(first) && port <= Number(last);
}

const NONE: readonly RegisteredResource[] = [];

/** The resources of a deployment, found by id and type. */
export class Deployment {
  private readonly byType = new Map<string, RegisteredResource[]>();
  private readonly byId = new Map<string, RegisteredResource>();

  constructor(readonly resources: readonly RegisteredResource[]) {
    for (const resource of resources) {
      this.byType.set(resource.type, [...(this.byType.get(resource.type) ?? []), resource]);
      // What has no id yet is found by nobody.
      if (resource.id !== undefined && !this.byId.has(this.id(resource))) this.byId.set(this.id(resource), resource);
    }
  }

  of(type: string): readonly RegisteredResource[] {
    return this.byType.get(type) ?? NONE;
  }

  id(resource: RegisteredResource): string {
    return (resource.id ?? "").toLowerCase();
  }

  at(id: unknown): RegisteredResource | undefined {
    return this.byId.get(str(id).toLowerCase());
  }

  /** Resources whose id continues another's. */
  below(owner: RegisteredResource, type: string): readonly RegisteredResource[] {
    return this.of(type).filter((resource) => this.id(resource).startsWith(`${this.id(owner)}/`));
  }

  networkOf(subnet: RegisteredResource): RegisteredResource | undefined {
    return this.at(this.id(subnet).replace(/\/subnets\/[^/]+$/, ""));
  }

  spaceOf(network: RegisteredResource): readonly string[] {
    return strs(bag(network.inputs["addressSpace"])["addressPrefixes"]);
  }

  subnetsOf(network: RegisteredResource): readonly RegisteredResource[] {
    return this.below(network, "network:Subnet");
  }

  prefixOf(subnet: RegisteredResource): string {
    return str(subnet.inputs["addressPrefix"]) || (strs(subnet.inputs["addressPrefixes"])[0] ?? "");
  }

  /** The subnet of a network that holds an address. */
  subnetAt(network: RegisteredResource, address: string): RegisteredResource | undefined {
    return this.subnetsOf(network).find((subnet) => isAddress(address) && inPrefix(address, this.prefixOf(subnet)));
  }

  firewallIn(subnet: RegisteredResource): RegisteredResource | undefined {
    return this.of("network:AzureFirewall").find((firewall) =>
      bags(firewall.inputs["ipConfigurations"]).some((one) => this.at(bag(one["subnet"])["id"]) === subnet),
    );
  }

  gatewayIn(subnet: RegisteredResource): RegisteredResource | undefined {
    return this.of("network:VirtualNetworkGateway").find((gateway) =>
      bags(gateway.inputs["ipConfigurations"]).some((one) => this.at(bag(one["subnet"])["id"]) === subnet),
    );
  }

  gatewayOf(network: RegisteredResource): RegisteredResource | undefined {
    return this.subnetsOf(network).flatMap((subnet) => this.gatewayIn(subnet) ?? [])[0];
  }

  /** The rules of a security group, those that are written in it and those that are resources of their own. */
  securityRulesOf(group: RegisteredResource): readonly Bag[] {
    return [
      ...bags(group.inputs["securityRules"]),
      ...this.below(group, "network:SecurityRule").map(({ inputs }) => inputs),
    ];
  }

  /** Tags of the services to which a subnet has endpoints: `Microsoft.Storage` is that of Storage. */
  serviceEndpointsOf(subnet: RegisteredResource): readonly string[] {
    return bags(subnet.inputs["serviceEndpoints"]).map(({ service }) => str(service).replace("Microsoft.", ""));
  }

  /**
   * The firewall at an address: the one that Azure gave it to, or before anything is given, the one whose subnet has it,
   * for nothing else can stand there.
   */
  firewallAt(address: string): RegisteredResource | undefined {
    const given = (firewall: RegisteredResource) =>
      bags(firewall.outputs["ipConfigurations"]).flatMap((one) => str(one["privateIPAddress"]) || []);
    const firewalls = this.of("network:AzureFirewall");
    return (
      firewalls.find((one) => given(one).includes(address)) ??
      firewalls.find((one) => given(one).length === 0 && inPrefix(address, this.prefixOf(this.homeOf(one))))
    );
  }

  holdsEndpoints(subnet: RegisteredResource): boolean {
    return this.of("network:PrivateEndpoint").some((one) => this.at(bag(one.inputs["subnet"])["id"]) === subnet);
  }

  entriesIn(subnet: RegisteredResource): readonly RegisteredResource[] {
    return this.of("network:ApplicationGateway").filter((gateway) =>
      bags(gateway.inputs["gatewayIPConfigurations"]).some((one) => this.at(bag(one["subnet"])["id"]) === subnet),
    );
  }

  /** The subnets of all node pools, those that are written in the cluster and those that are resources of their own. */
  nodesOf(cluster: RegisteredResource): readonly RegisteredResource[] {
    const apart = this.below(cluster, "containerservice:AgentPool").map(({ inputs }) => inputs);
    const ids = [...bags(cluster.inputs["agentPoolProfiles"]), ...apart].map((pool) => str(pool["vnetSubnetID"]));
    return [...new Set(ids)].flatMap((id) => this.at(id) ?? []);
  }

  clustersIn(subnet: RegisteredResource): readonly RegisteredResource[] {
    return this.of("containerservice:ManagedCluster").filter((cluster) => this.nodesOf(cluster).includes(subnet));
  }

  /** The range of an overlay's pods; nothing where pods have addresses of the network. */
  podsOf(cluster: RegisteredResource): string {
    const profile = bag(cluster.inputs["networkProfile"]);
    if (profile["networkPluginMode"] !== "overlay") return "";
    // Azure's default (Microsoft.ContainerService/managedClusters, ContainerServiceNetworkProfile.podCidr, 2026).
    return str(profile["podCidr"]) || "10.244.0.0/16";
  }

  /** Peerings that are there from both sides: this side's half and the other's. */
  peeringsOf(network: RegisteredResource) {
    return this.below(network, "network:VirtualNetworkPeering").flatMap((half) => {
      const other = this.at(bag(half.inputs["remoteVirtualNetwork"])["id"]);
      const back =
        other &&
        this.below(other, "network:VirtualNetworkPeering").find(
          (one) => this.at(bag(one.inputs["remoteVirtualNetwork"])["id"]) === network,
        );
      return other === undefined || back === undefined ? [] : [{ half: half.inputs, other, back: back.inputs }];
    });
  }

  connectionsOf(gateway: RegisteredResource): readonly RegisteredResource[] {
    return this.of("network:VirtualNetworkGatewayConnection").filter(
      (one) => this.at(bag(one.inputs["virtualNetworkGateway1"])["id"]) === gateway,
    );
  }

  /** The gateway at the far end of a connection between networks, where it has one back. */
  remoteOf(connection: RegisteredResource): RegisteredResource | undefined {
    const remote = this.at(bag(connection.inputs["virtualNetworkGateway2"])["id"]);
    return remote !== undefined && this.backOf(connection, remote) !== undefined ? remote : undefined;
  }

  backOf(connection: RegisteredResource, remote: RegisteredResource): RegisteredResource | undefined {
    const here = this.at(bag(connection.inputs["virtualNetworkGateway1"])["id"]);
    return this.connectionsOf(remote).find((one) => this.at(bag(one.inputs["virtualNetworkGateway2"])["id"]) === here);
  }

  /** Prefixes that a partner's device has by its own word. */
  partnerPrefixes(connection: RegisteredResource): readonly string[] {
    const device = this.at(bag(connection.inputs["localNetworkGateway2"])["id"]);
    return strs(bag(device?.inputs["localNetworkAddressSpace"])["addressPrefixes"]);
  }

  /** The subnet in which a firewall or gateway stands. */
  homeOf(device: RegisteredResource): RegisteredResource {
    const [first] = bags(device.inputs["ipConfigurations"]);
    const subnet = this.at(bag(bag(first)["subnet"])["id"]);
    if (subnet === undefined) throw new Error(`${device.name} stands nowhere`);
    return subnet;
  }
}
