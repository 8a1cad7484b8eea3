import type { ResourceSet } from "../../../resources/resource-set";
import type { NetworkModel } from "../model/network-model";
import { readClusters } from "./clusters";
import { readEntries } from "./entries";
import { readFirewalls } from "./firewalls";
import { ModelReader } from "./model-reader";
import { readNetworks, readSubnets } from "./networks";
import { readRouteTables } from "./route-tables";
import { readSecurityGroups } from "./security-groups";
import { readEndpoints, readServices } from "./services";
import { readVpnGateways } from "./vpn-gateways";

/** Types of the network and of compute that carry packets or change what passes, and that are modelled. */
const MODELLED: ReadonlySet<string> = new Set([
  "network:VirtualNetwork",
  "network:Subnet",
  "network:VirtualNetworkPeering",
  "network:NetworkSecurityGroup",
  "network:SecurityRule",
  "network:RouteTable",
  "network:Route",
  "network:AzureFirewall",
  "network:FirewallPolicy",
  "network:FirewallPolicyRuleCollectionGroup",
  "network:VirtualNetworkGateway",
  "network:VirtualNetworkGatewayConnection",
  "network:LocalNetworkGateway",
  "network:ApplicationGateway",
  "network:PrivateEndpoint",
]);

/** Types of the network that neither carry packets nor change what passes. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  "network:PublicIPAddress",
  "network:WebApplicationFirewallPolicy",
  "network:PrivateDnsZoneGroup",
  "network:NetworkWatcher",
  "network:FlowLog",
  "network:DdosProtectionPlan",
]);

/** Packages whose resources stand in networks. */
const IN_NETWORKS = /^(azure-native:)?(network|compute|web|app|containerinstance|dbforpostgresql):/;

/** The network as the registered resources describe it. What is in it and not modelled is a gap, never left out. */
export function readModel(set: ResourceSet): NetworkModel {
  const reader = new ModelReader(set);
  const model = {
    networks: readNetworks(reader),
    subnets: readSubnets(reader, readSecurityGroups(reader), readRouteTables(reader)),
    firewalls: readFirewalls(reader),
    gateways: readVpnGateways(reader),
    entries: readEntries(reader),
    clusters: readClusters(reader),
    endpoints: readEndpoints(reader),
    services: readServices(reader),
  };
  for (const resource of set.resources) {
    if (IN_NETWORKS.test(resource.type) && !MODELLED.has(resource.type) && !WITHOUT_EFFECT.has(resource.type)) {
      reader.unclassified(
        resource,
        `a ${resource.type.replace("azure-native:", "")} may carry packets and is not modelled`,
      );
    }
  }
  return { ...model, gaps: reader.gaps };
}
