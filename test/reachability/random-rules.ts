import type { Builder, Draw } from "./random-draw";

/** For tests: the parts of random networks that rules are made of. */

export const PREFIX = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";
export const PODS = "100.64.0.0/16";
export const PARTNER = "192.168.77.0/24";
export const NAMES = ["images.example", "deep.data.example", "other.example"];
export const TAGS = ["GatewayManager", "Storage.WestEurope"];

/** Places that rules name: real prefixes, wider and narrower ones, tags. */
export function placesFor(site: number): readonly string[] {
  return [
    "*",
    "VirtualNetwork",
    "Internet",
    "AzureLoadBalancer",
    "0.0.0.0/0",
    `10.${site}.0.0/22`,
    `10.${site}.0.128/26`,
    `10.${site}.16.0/24`,
    `10.${site}.17.0/24`,
    `10.${site}.17.0/25`,
    `10.${site}.16.4/32`,
    "10.0.0.0/8",
    "10.2.16.0/21",
    PODS,
    PARTNER,
    ...TAGS,
    "AzureCloud",
    "AzureCloud.westeurope",
  ];
}

export const PORTS = ["*", "443", "1433", "53", "400-500", "80"];

/** A site under construction. */
export interface Context {
  readonly draw: Draw;
  readonly build: Builder;
  readonly site: number;
  /** Addresses of firewalls: the site's and those of spokes with one of their own. */
  readonly appliances: readonly string[];
}

/** A firewall with a policy of its own, which may build on another. */
export function addFirewall(
  { draw, build, site }: Context,
  subnet: { readonly id: string },
  { name: own, address }: { readonly name: string; readonly address: string },
): void {
  const places = placesFor(site).filter((place) => !["VirtualNetwork", "AzureLoadBalancer"].includes(place));
  const policies = draw.yes(5) ? ["base", "child"] : ["child"];
  let parent: string | undefined;
  for (const name of policies) {
    const id: string = build.add("network:FirewallPolicy", `${PREFIX}/firewallPolicies/${name}-${own}`, {
      dnsSettings: { enableProxy: draw.yes(5) },
      ...(parent !== undefined && { basePolicy: { id: parent } }),
    });
    for (let group = 0; group <= draw.number(1); group++) {
      build.add("network:FirewallPolicyRuleCollectionGroup", `${id}/ruleCollectionGroups/g${group}`, {
        priority: 100 + 50 * draw.number(3) + group,
        ruleCollections: [
          ...[draw.number(1), 2].map((collection) => addCollection(draw, places, collection)),
          ...(draw.yes(2) ? [translation(draw, site)] : []),
        ],
      });
    }
    parent = id;
  }
  // Azure gives the address when the firewall is made; a preview does not know it.
  const isMade = draw.yes(7);
  const configuration = { name: "one", subnet: { id: subnet.id } };
  build.add(
    "network:AzureFirewall",
    `${PREFIX}/azureFirewalls/${own}`,
    { firewallPolicy: { id: parent }, ipConfigurations: [configuration] },
    isMade ? { ipConfigurations: [{ ...configuration, privateIPAddress: address }] } : {},
  );
}

function translation(draw: Draw, site: number) {
  return {
    name: "nat",
    priority: 300,
    action: { type: "DNAT" },
    rules: [
      {
        ruleType: "NatRule",
        name: "t",
        ipProtocols: [draw.one(["TCP", "UDP"])],
        sourceAddresses: ["*"],
        destinationAddresses: ["203.0.113.50"],
        destinationPorts: ["8443"],
        translatedAddress: draw.one([`10.${site}.17.4`, `10.${site}.0.132`, "192.168.77.5"]),
        translatedPort: draw.one(["443", "53"]),
      },
    ],
  };
}

function addCollection(draw: Draw, places: readonly string[], index: number) {
  const isNetwork = draw.yes(6);
  const rule = isNetwork
    ? {
        ruleType: "NetworkRule",
        name: "n",
        ipProtocols: [draw.one(["TCP", "UDP", "Any", "ICMP"])],
        sourceAddresses: draw.some(places),
        destinationAddresses: draw.some(places),
        ...(draw.yes(2) && { destinationFqdns: [draw.one(NAMES)] }),
        destinationPorts: [draw.one(PORTS)],
      }
    : {
        ruleType: "ApplicationRule",
        name: "a",
        sourceAddresses: draw.some(places),
        targetFqdns: draw.some([...NAMES, "*.data.example", "*"]),
        protocols: [{ protocolType: "Https", port: draw.one([443, 80]) }],
      };
  return {
    name: `c${index}`,
    priority: 100 + index,
    action: { type: draw.one(["Allow", "Allow", "Deny"]) },
    rules: [rule],
  };
}
