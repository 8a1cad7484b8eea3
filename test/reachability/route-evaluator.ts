import type { RegisteredResource } from "../../policies/resources/registered-resource";
import {
  bag,
  bags,
  inPrefix,
  isAddress,
  isPrefix,
  lengthOf,
  prefixWithin,
  str,
  tagHolds,
  type Deployment,
} from "./azure-lookups";

const RFC1918 = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Which route Azure takes for one destination, and what gateways know, by the documentation. */
export class RouteEvaluator {
  constructor(private readonly all: Deployment) {}

  /** Azure's choice: the longest prefix; then user before gateway before system. */
  routeFor(subnet: RegisteredResource, network: RegisteredResource, destination: string) {
    type Choice = { length: number; rank: number; hop: string; address?: string; to: RegisteredResource };
    const choices: Choice[] = [];
    const offer = (
      prefix: string,
      rank: number,
      hop: string,
      more: { address?: string; to?: RegisteredResource } = {},
    ) => {
      const matches = isPrefix(prefix) ? inPrefix(destination, prefix) : tagHolds(prefix, destination);
      if (matches) choices.push({ length: isPrefix(prefix) ? lengthOf(prefix) : 33, rank, hop, to: network, ...more });
    };
    offer("0.0.0.0/0", 0, "Internet");
    for (const prefix of this.all.spaceOf(network)) offer(prefix, 0, "VnetLocal");
    const peers = this.all.peeringsOf(network).map(({ other }) => other);
    for (const other of peers)
      for (const prefix of this.all.spaceOf(other)) offer(prefix, 0, "VNetPeering", { to: other });
    const table = this.all.at(bag(subnet.inputs["routeTable"])["id"]);
    const hasDefault = bags(table?.inputs["routes"]).some((route) => route["addressPrefix"] === "0.0.0.0/0");
    for (const prefix of hasDefault ? [] : [...RFC1918, "100.64.0.0/10"]) offer(prefix, 0, "None");
    const isShut = table?.inputs["disableBgpRoutePropagation"] === true && this.all.gatewayIn(subnet) === undefined;
    const gateway = this.gatewayFor(network);
    const near = [network, ...peers].flatMap((one) => this.all.spaceOf(one));
    for (const prefix of isShut || gateway === undefined ? [] : this.knownTo(gateway)) {
      if (!near.some((space) => prefixWithin(prefix, space))) offer(prefix, 1, "VirtualNetworkGateway");
    }
    const endpointSubnets = [network, ...peers]
      .flatMap((one) => this.all.subnetsOf(one))
      .filter(
        (one) =>
          this.all.holdsEndpoints(one) &&
          !["Enabled", "RouteTableEnabled"].includes(str(one.inputs["privateEndpointNetworkPolicies"])),
      );
    const around = endpointSubnets.find(
      (one) => isAddress(destination) && inPrefix(destination, this.all.prefixOf(one)),
    );
    for (const route of bags(table?.inputs["routes"])) {
      const prefix = str(route["addressPrefix"]);
      // The endpoint's own route is for one address, so only one as long stands against it.
      if (around !== undefined && lengthOf(prefix) < 32) continue;
      offer(prefix, 2, str(route["nextHopType"]), { address: str(route["nextHopIpAddress"]) });
    }
    if (around !== undefined) {
      const to = this.all.networkOf(around) ?? network;
      choices.push({ length: 31.5, rank: 3, hop: to === network ? "VnetLocal" : "VNetPeering", to });
    }
    for (const tag of this.all.serviceEndpointsOf(subnet)) {
      if (tagHolds(tag, destination)) choices.push({ length: 34, rank: 3, hop: "ServiceEndpoint", to: network });
    }
    return choices.sort((one, other) => other.length - one.length || other.rank - one.rank)[0];
  }

  gatewayFor(network: RegisteredResource): RegisteredResource | undefined {
    const lent = this.all
      .peeringsOf(network)
      .find(({ half, back }) => half["useRemoteGateways"] === true && back["allowGatewayTransit"] === true);
    return this.all.gatewayOf(network) ?? (lent && this.all.gatewayOf(lent.other));
  }

  /** A gateway's own account of what is behind it. */
  private tells(gateway: RegisteredResource): readonly string[] {
    const network = this.all.networkOf(this.all.homeOf(gateway));
    if (network === undefined) return [];
    const users = this.all
      .peeringsOf(network)
      .filter(({ half, back }) => half["allowGatewayTransit"] === true && back["useRemoteGateways"] === true);
    return [
      ...this.all.spaceOf(network),
      ...users.flatMap(({ other }) => this.all.spaceOf(other)),
      ...this.all.connectionsOf(gateway).flatMap((one) => this.all.partnerPrefixes(one)),
    ];
  }

  behindLink(gateway: RegisteredResource, connection: RegisteredResource): readonly string[] {
    const remote = this.all.remoteOf(connection);
    if (remote === undefined) return [];
    const speaks =
      connection.inputs["enableBgp"] === true && this.all.backOf(connection, remote)?.inputs["enableBgp"] === true;
    if (!speaks) return this.all.spaceOf(this.all.networkOf(this.all.homeOf(remote)) ?? remote);
    const own = this.tells(gateway);
    return this.tells(remote).filter((prefix) => !own.some((mine) => prefixWithin(prefix, mine)));
  }

  behindPartner(connection: RegisteredResource): readonly string[] {
    if (connection.inputs["connectionType"] !== "IPsec") return [];
    return [...this.all.partnerPrefixes(connection), ...(connection.inputs["enableBgp"] === true ? RFC1918 : [])];
  }

  knownTo(gateway: RegisteredResource): readonly string[] {
    return this.all
      .connectionsOf(gateway)
      .flatMap((one) => [...this.behindPartner(one), ...this.behindLink(gateway, one)]);
  }
}
