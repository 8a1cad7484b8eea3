import { effectiveValue } from "../../../../azure/defaults";
import type { RegisteredResource } from "../../../resources/registered-resource";
import type { Network, Peering, RouteTable, SecurityGroup, Subnet } from "../model/network-model";
import { unionOf, type Intervals } from "../packets/intervals";
import { addressesOf } from "../packets/ipv4";
import { list, part, sameWord, text, type ModelReader } from "./model-reader";

const yes = (resource: RegisteredResource, path: string) =>
  effectiveValue(resource.type, resource.inputs, path) === true;

/** Virtual networks with their halves of peerings. */
export function readNetworks(reader: ModelReader): readonly Network[] {
  const peerings = reader.partsOf("network:VirtualNetworkPeering", "network:VirtualNetwork");
  return reader.set.ofType("network:VirtualNetwork").map((network) => {
    for (const property of ["subnets", "virtualNetworkPeerings"]) {
      if (list(network.inputs[property]).length > 0) {
        reader.unclassified(
          network,
          `${property} within the network are not modelled; they are resources of their own`,
        );
      }
    }
    const prefixes = reader.texts(network, part(network.inputs["addressSpace"]), "addressPrefixes");
    return {
      resource: network,
      label: reader.label(network),
      prefixes,
      space: spaceOf(reader, network, prefixes),
      peerings: (peerings.get(network) ?? []).flatMap((peering) => readPeering(reader, peering) ?? []),
    };
  });
}

function readPeering(reader: ModelReader, peering: RegisteredResource): Peering | undefined {
  const remote = reader.follow(peering, "remoteVirtualNetwork.id", "network:VirtualNetwork");
  return (
    remote && {
      label: reader.label(peering),
      remote,
      // Azure's default is true (Microsoft Learn, virtual-network/virtual-network-manage-peering, 2025).
      allowAccess: peering.inputs["allowVirtualNetworkAccess"] !== false,
      allowForwarded: yes(peering, "allowForwardedTraffic"),
      allowGatewayTransit: yes(peering, "allowGatewayTransit"),
      useRemoteGateways: yes(peering, "useRemoteGateways"),
    }
  );
}

/** Addresses of prefixes; IPv6 is not modelled, and said so. */
function spaceOf(reader: ModelReader, about: RegisteredResource, prefixes: readonly string[]): Intervals {
  return unionOf(
    [],
    ...prefixes.map((prefix) => {
      const addresses = addressesOf(prefix);
      if (addresses === undefined)
        reader.unclassified(about, `${prefix} is no IPv4 prefix, and others are not modelled`);
      return addresses ?? [];
    }),
  );
}

/** Subnets with what guards and steers them. */
export function readSubnets(
  reader: ModelReader,
  groups: ReadonlyMap<RegisteredResource, SecurityGroup>,
  tables: ReadonlyMap<RegisteredResource, RouteTable>,
): readonly Subnet[] {
  return reader.set.ofType("network:Subnet").flatMap((subnet) => {
    const network = reader.parent(subnet, "network:VirtualNetwork");
    if (network === undefined) return [];
    const group = reader.follow(subnet, "networkSecurityGroup.id", "network:NetworkSecurityGroup");
    const table = reader.follow(subnet, "routeTable.id", "network:RouteTable");
    const securityGroup = group && groups.get(group);
    const routeTable = table && tables.get(table);
    const policies = effectiveValue(subnet.type, subnet.inputs, "privateEndpointNetworkPolicies");
    const both = sameWord(policies, "Enabled");
    const prefixes = reader.texts(subnet, subnet.inputs, "addressPrefix", "addressPrefixes");
    return [
      {
        resource: subnet,
        label: reader.label(subnet),
        name: text(subnet.inputs["subnetName"]),
        network,
        space: spaceOf(reader, subnet, prefixes),
        ...(securityGroup && { securityGroup }),
        ...(routeTable && { routeTable }),
        endpointPolicies: {
          securityGroup: both || sameWord(policies, "NetworkSecurityGroupEnabled"),
          routes: both || sameWord(policies, "RouteTableEnabled"),
        },
        serviceEndpoints: list(subnet.inputs["serviceEndpoints"]).map(({ service }) => lastWord(text(service))),
        implicitOutbound: yes(subnet, "defaultOutboundAccess") || "natGateway" in subnet.inputs,
      },
    ];
  });
}

/** `Microsoft.Storage` is the endpoint of the tag Storage. */
function lastWord(service: string): string {
  return service.split(".").at(-1) ?? service;
}
