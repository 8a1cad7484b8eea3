import type { RegisteredResource } from "../../policies/resources/registered-resource";
import {
  bag,
  bags,
  inPrefix,
  inRange,
  isAddress,
  isPrefix,
  isPublic,
  str,
  strs,
  tagHolds,
  type Bag,
  type Deployment,
} from "./azure-lookups";
import type { PlainPacket } from "./plain-packet";
import type { RouteEvaluator } from "./route-evaluator";

const HOST = "168.63.129.16";

/** What a network security group does with one packet, rule by rule, by the documentation. */
export class GroupEvaluator {
  constructor(
    private readonly all: Deployment,
    private readonly routes: RouteEvaluator,
  ) {}

  allows(subnet: RegisteredResource, direction: string, packet: PlainPacket): boolean {
    const group = this.all.at(bag(subnet.inputs["networkSecurityGroup"])["id"]);
    if (group === undefined) return true;
    const rules = [...this.all.securityRulesOf(group)]
      .filter((rule) => rule["direction"] === direction)
      .sort((one, other) => Number(one["priority"]) - Number(other["priority"]));
    for (const rule of rules) {
      if (this.ruleMatches(subnet, rule, packet)) return rule["access"] === "Allow";
    }
    const isLocal = (place: string) => this.inVirtualNetwork(subnet, place);
    if (isLocal(packet.source) && isLocal(packet.destination)) return true;
    return direction === "Inbound" ? packet.source === HOST : this.isInternet(subnet, packet.destination);
  }

  private ruleMatches(subnet: RegisteredResource, rule: Bag, packet: PlainPacket): boolean {
    const all = (one: string, many: string) => [
      ...strs(rule[many]),
      ...(str(rule[one]) === "" ? [] : [str(rule[one])]),
    ];
    const place = (texts: readonly string[], address: string) =>
      texts.some((text) => {
        if (text === "*") return true;
        if (text === "VirtualNetwork") return this.inVirtualNetwork(subnet, address);
        if (text === "Internet") return this.isInternet(subnet, address);
        if (text === "AzureLoadBalancer") return address === HOST;
        return isPrefix(text) ? inPrefix(address, text) : tagHolds(text, address);
      });
    const protocol = str(rule["protocol"]).toLowerCase();
    const ports = all("destinationPortRange", "destinationPortRanges");
    const isProtocol = protocol === "*" || protocol === packet.protocol;
    const anyPort = ports.includes("*") || protocol === "icmp";
    const isPort = anyPort || (packet.protocol !== "icmp" && ports.some((range) => inRange(range, packet.port)));
    return (
      isProtocol &&
      isPort &&
      place(all("sourceAddressPrefix", "sourceAddressPrefixes"), packet.source) &&
      place(all("destinationAddressPrefix", "destinationAddressPrefixes"), packet.destination)
    );
  }

  private connected(subnet: RegisteredResource): readonly string[] {
    const network = this.all.networkOf(subnet);
    if (network === undefined) return [];
    const peers = this.all.peeringsOf(network).filter(({ half }) => half["allowVirtualNetworkAccess"] !== false);
    const gateway = this.routes.gatewayFor(network);
    return [
      ...[network, ...peers.map(({ other }) => other)].flatMap((one) => this.all.spaceOf(one)),
      ...(gateway ? this.routes.knownTo(gateway) : []),
    ];
  }

  private inVirtualNetwork(subnet: RegisteredResource, place: string): boolean {
    if (place === HOST) return true;
    if (isAddress(place) && this.connected(subnet).some((prefix) => inPrefix(place, prefix))) return true;
    const table = this.all.at(bag(subnet.inputs["routeTable"])["id"]);
    return bags(table?.inputs["routes"]).some((route) => {
      const prefix = str(route["addressPrefix"]);
      return isPrefix(prefix) ? inPrefix(place, prefix) : tagHolds(prefix, place);
    });
  }

  private isInternet(subnet: RegisteredResource, place: string): boolean {
    return isPublic(place) && !(isAddress(place) && this.connected(subnet).some((prefix) => inPrefix(place, prefix)));
  }
}
