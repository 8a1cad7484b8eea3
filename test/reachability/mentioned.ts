import { bags, isPrefix, lengthOf, ip, str, strs, type Deployment } from "./azure-lookups";

/** For tests: what the rules, routes and prefixes of a deployment name, as places and services worth asking about. */
export interface Mentioned {
  /** The addresses at the bounds of every prefix, and those beside them. */
  readonly addresses: readonly string[];
  /** Service tags: `GatewayManager`. */
  readonly tags: readonly string[];
  /** Names and patterns of names. */
  readonly names: readonly string[];
  /** The ports at the bounds of every range, and those beside them. */
  readonly ports: readonly number[];
}

/** Tags that stand for addresses, or for what depends on the subnet. */
const NO_TAGS = ["internet", "virtualnetwork", "azureloadbalancer"];

const textOf = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");

/** Everything that is named anywhere in a deployment. */
export function mentionedIn(all: Deployment): Mentioned {
  const rules = all.of("network:NetworkSecurityGroup").flatMap((one) => all.securityRulesOf(one));
  const routes = all.of("network:RouteTable").flatMap((one) => bags(one.inputs["routes"]));
  const passages = all
    .of("network:FirewallPolicyRuleCollectionGroup")
    .flatMap((one) => bags(one.inputs["ruleCollections"]))
    .flatMap((collection) => bags(collection["rules"]));
  const both = (holder: Readonly<Record<string, unknown>>, ...keys: readonly string[]) =>
    keys.flatMap((key) => [...strs(holder[key]), ...(str(holder[key]) === "" ? [] : [str(holder[key])])]);
  const places = [
    ...rules.flatMap((rule) =>
      both(
        rule,
        "sourceAddressPrefix",
        "sourceAddressPrefixes",
        "destinationAddressPrefix",
        "destinationAddressPrefixes",
      ),
    ),
    ...routes.flatMap((route) => both(route, "addressPrefix", "nextHopIpAddress")),
    ...passages.flatMap((rule) => both(rule, "sourceAddresses", "destinationAddresses", "translatedAddress")),
    ...all.of("network:VirtualNetwork").flatMap((network) => all.spaceOf(network)),
    ...all.of("network:Subnet").map((subnet) => all.prefixOf(subnet)),
    ...all.of("containerservice:ManagedCluster").map((cluster) => all.podsOf(cluster)),
    ...all.of("network:VirtualNetworkGatewayConnection").flatMap((one) => all.partnerPrefixes(one)),
    ...all
      .of("network:ApplicationGateway")
      .flatMap((one) => bags(one.inputs["backendAddressPools"]))
      .flatMap((pool) => bags(pool["backendAddresses"]).map(({ ipAddress }) => str(ipAddress))),
  ];
  const prefixes = [...new Set(places.filter((place) => isPrefix(place) && lengthOf(place) > 0))];
  const texts = [
    ...rules.flatMap((rule) => both(rule, "destinationPortRange", "destinationPortRanges")),
    ...passages.flatMap((rule) => [
      ...both(rule, "destinationPorts", "translatedPort"),
      ...bags(rule["protocols"]).map(({ port }) => String(port)),
    ]),
  ];
  const bounds = texts.flatMap((range) => range.split("-").map(Number)).filter((port) => port >= 0);
  return {
    addresses: [...new Set(prefixes.flatMap(around))],
    tags: [
      ...new Set([
        ...places.filter((place) => /^[a-z]/i.test(place) && !NO_TAGS.includes(place.toLowerCase())),
        ...all.of("network:Subnet").flatMap((subnet) => all.serviceEndpointsOf(subnet)),
      ]),
    ],
    names: [
      ...new Set(
        passages.flatMap((rule) => both(rule, "destinationFqdns", "targetFqdns")).filter((name) => name !== "*"),
      ),
    ],
    ports: [...new Set(bounds.flatMap((port) => [port - 1, port, port + 1]))].filter(
      (port) => port > 0 && port < 65_536,
    ),
  };
}

/** First, fifth (a host's) and last address of a prefix, and the two beside it. */
function around(prefix: string): readonly string[] {
  const first = ip(prefix.split("/")[0] ?? "");
  const last = first + 2 ** (32 - lengthOf(prefix)) - 1;
  const inside = [first, first + 4, last].filter((address) => address <= last);
  return [first - 1, ...inside, last + 1].filter((address) => address > 0 && address < 2 ** 32).map(textOf);
}
