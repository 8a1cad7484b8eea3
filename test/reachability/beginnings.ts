import { partnerName } from "../../policies/analysis/reachability/semantics/partner-name";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { bag, bags, inPrefix, prefixWithin, str, type Deployment } from "./azure-lookups";
import { rulesOn } from "./firewall-evaluator";
import type { Mentioned } from "./mentioned";
import type { Beginning } from "./packet-evaluator";

/** A way in which packets begin, with places worth asking about. */
export interface Start {
  /** The place as the analysis calls it. */
  readonly key: string;
  readonly beginning: Beginning;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
}

const HOST = "168.63.129.16";
/** Addresses that no network has: private ones, one behind no tunnel, one of the internet. */
const STRANGERS = ["10.99.0.1", "172.20.1.1", "192.168.250.5", "203.0.113.9", HOST, "169.254.169.254"];

const hostIn = (prefix: string, host: number): string =>
  prefix.replace(/\.\d+\/\d+$/, (tail) => `.${Number(/\d+/.exec(tail)?.[0]) + host}`);

/** Every way to begin, with every place that the deployment mentions. */
export function beginningsOf(all: Deployment, mentioned: Mentioned): readonly Start[] {
  const subnets = all.of("network:Subnet");
  const plain = subnets.filter((subnet) => all.firewallIn(subnet) === undefined && all.gatewayIn(subnet) === undefined);
  const pods = all.of("containerservice:ManagedCluster").flatMap((cluster) => {
    const range = all.podsOf(cluster);
    return range === "" ? [] : [hostIn(range, 9)];
  });
  const addresses = [
    ...new Set([
      ...subnets.map((subnet) => hostIn(all.prefixOf(subnet), 4)),
      ...mentioned.addresses,
      ...pods,
      ...STRANGERS,
    ]),
  ];
  const everywhere = [
    ...addresses,
    ...mentioned.tags.map((tag) => `tag:${tag}`),
    ...namesToAsk(mentioned).map((name) => `name:${name}`),
  ];
  const within = (prefix: string) => addresses.filter((address) => inPrefix(address, prefix));
  return [
    ...plain.map((subnet): Start => ({
      key: subnet.urn,
      beginning: { at: "host", subnet },
      sources: [...new Set([hostIn(all.prefixOf(subnet), 7), ...within(all.prefixOf(subnet))])],
      destinations: everywhere,
    })),
    ...plain.flatMap((subnet) => all.clustersIn(subnet).flatMap((cluster) => podStart(all, subnet, cluster))),
    ...all.of("network:VirtualNetworkGateway").flatMap((gateway) => partnerStarts(all, gateway, addresses)),
    ...publicStarts(all, mentioned, within),
    ...plain
      .filter((subnet) => !all.holdsEndpoints(subnet))
      .map((subnet): Start => ({
        key: "host",
        beginning: { at: "outside", subnet },
        sources: [HOST],
        destinations: within(all.prefixOf(subnet)),
      })),
    ...all.of("network:AzureFirewall").flatMap((firewall) => translationStarts(all, firewall)),
  ];
}

/** Names that rules mention, one that each pattern covers, and one that nobody mentions. */
export function namesToAsk({ names }: Mentioned): readonly string[] {
  return ["any other name", ...names.map((name) => name.replace(/^\*/, "some"))];
}

/** Pods speak to their own cluster only; to everybody else their node does. */
function podStart(all: Deployment, subnet: RegisteredResource, cluster: RegisteredResource): readonly Start[] {
  const range = all.podsOf(cluster);
  if (range === "") return [];
  const nodes = all.nodesOf(cluster).map((one) => hostIn(all.prefixOf(one), 4));
  return [
    {
      key: subnet.urn,
      beginning: { at: "host", subnet },
      sources: [hostIn(range, 21)],
      destinations: [hostIn(range, 9), ...nodes],
    },
  ];
}

/** The tunnels to one partner are one place. Where one speaks BGP, it may send from every address that is not ours. */
function partnerStarts(all: Deployment, gateway: RegisteredResource, addresses: readonly string[]): readonly Start[] {
  const tunnels = all.connectionsOf(gateway).filter((one) => one.inputs["connectionType"] === "IPsec");
  const own = all.of("network:VirtualNetwork").flatMap((network) => all.spaceOf(network));
  const isOwn = (address: string) => own.some((prefix) => inPrefix(address, prefix));
  return [...new Set(tunnels.map((one) => partnerAt(gateway, one)))].map((key) => {
    const of = tunnels.filter((one) => partnerAt(gateway, one) === key);
    const speaks = of.some((one) => one.inputs["enableBgp"] === true);
    const stated = of
      .flatMap((one) => all.partnerPrefixes(one))
      .filter((prefix) => !own.some((one) => prefixWithin(prefix, one)));
    const told = addresses.filter((address) => stated.some((prefix) => inPrefix(address, prefix)));
    return {
      key,
      beginning: { at: "partner", gateway } as const,
      sources: speaks ? addresses.filter((address) => !isOwn(address)) : told,
      destinations: addresses,
    };
  });
}

/** A partner as the analysis calls it: the gateway, and the name that its connections share. */
export function partnerAt(gateway: RegisteredResource, connection: RegisteredResource): string {
  return `${gateway.urn} ${partnerName(str(connection.inputs["virtualNetworkGatewayConnectionName"]))}`;
}

function publicStarts(
  all: Deployment,
  { tags }: Mentioned,
  within: (prefix: string) => readonly string[],
): readonly Start[] {
  return all.of("network:ApplicationGateway").flatMap((entry) => {
    const subnet = all.at(bag(bags(entry.inputs["gatewayIPConfigurations"])[0]?.["subnet"])["id"]);
    const isPublic = bags(entry.inputs["frontendIPConfigurations"]).some((one) => "publicIPAddress" in one);
    if (subnet === undefined || !isPublic) return [];
    return [
      {
        key: "internet",
        beginning: { at: "outside", subnet } as const,
        sources: ["198.51.100.7", "tag:GatewayManager", ...tags.map((tag) => `tag:${tag}`)],
        destinations: within(all.prefixOf(subnet)),
      },
    ];
  });
}

/** What a NAT rule lets in goes on from an address of the firewall's. */
function translationStarts(all: Deployment, firewall: RegisteredResource): readonly Start[] {
  const targets = rulesOn(all, firewall)
    .filter((rule) => rule["ruleType"] === "NatRule")
    .map((rule) => str(rule["translatedAddress"]));
  return [...new Set(targets)].map((target) => ({
    key: "internet",
    beginning: { at: "translation", firewall } as const,
    sources: [hostIn(all.prefixOf(all.homeOf(firewall)), 4)],
    destinations: [target],
  }));
}
