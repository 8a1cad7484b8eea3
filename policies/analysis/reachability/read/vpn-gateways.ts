import type { RegisteredResource } from "../../../resources/registered-resource";
import type { Connection, VpnGateway } from "../model/network-model";
import { part, sameWord, type ModelReader } from "./model-reader";

/** VPN gateways with their tunnels. */
export function readVpnGateways(reader: ModelReader): readonly VpnGateway[] {
  const connections = new Map<RegisteredResource, Connection[]>();
  for (const connection of reader.set.ofType("network:VirtualNetworkGatewayConnection")) {
    const gateway = reader.follow(connection, "virtualNetworkGateway1.id", "network:VirtualNetworkGateway");
    const read = gateway && readConnection(reader, connection);
    if (read !== undefined && gateway !== undefined) {
      connections.set(gateway, [...(connections.get(gateway) ?? []), read]);
    }
  }
  return reader.set.ofType("network:VirtualNetworkGateway").flatMap((gateway) => {
    if (!sameWord(gateway.inputs["gatewayType"], "Vpn")) {
      reader.unclassified(gateway, "gateways of another kind than VPN are not modelled");
    }
    if ("vpnClientConfiguration" in gateway.inputs) {
      reader.unclassified(gateway, "single clients by VPN (point to site) are not modelled");
    }
    const subnet = reader.follow(gateway, "ipConfigurations.0.subnet.id", "network:Subnet");
    return subnet === undefined
      ? []
      : [{ resource: gateway, label: reader.label(gateway), subnet, connections: connections.get(gateway) ?? [] }];
  });
}

function readConnection(reader: ModelReader, connection: RegisteredResource): Connection | undefined {
  const label = reader.label(connection);
  const bgp = connection.inputs["enableBgp"] === true;
  if (sameWord(connection.inputs["connectionType"], "Vnet2Vnet")) {
    const remote = reader.follow(connection, "virtualNetworkGateway2.id", "network:VirtualNetworkGateway");
    return remote && { kind: "gateway", label, remote, bgp };
  }
  if (!sameWord(connection.inputs["connectionType"], "IPsec")) {
    return reader.unclassified(connection, "connections of another kind than IPsec and Vnet2Vnet are not modelled");
  }
  const device = reader.follow(connection, "localNetworkGateway2.id", "network:LocalNetworkGateway");
  if (device === undefined) return undefined;
  const prefixes = reader.texts(device, part(device.inputs["localNetworkAddressSpace"]), "addressPrefixes");
  return { kind: "partner", label, prefixes, bgp };
}
