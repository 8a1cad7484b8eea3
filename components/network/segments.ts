import * as network from "@pulumi/azure-native/network";
import type { ComponentResource, Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { ObservedArgs } from "../component-args";
import { NetworkSecurityGroup } from "./network-security-group";
import { routeTable } from "./route-table";
import { leadsToFirewall, segmentName, type Segment } from "./segment";

export interface SegmentsArgs extends ObservedArgs {
  readonly networkName: Input<string>;
  readonly segments: readonly Segment[];
  readonly firewallAddress: Input<string>;
}

export interface AddedSegment {
  readonly key: string;
  readonly subnet: network.Subnet;
  readonly routeTable?: network.RouteTable;
}

/** Services with public addresses of their own, to which Azure's default outbound access means nothing. */
const HAVE_OWN_ADDRESSES: readonly Segment["holds"][] = ["firewall", "vpn-gateway", "application-gateway"];

/** What sends traffic on to partners and other sites, by the routes that the VPN gateway learns. */
const LEARN_FROM_GATEWAY: readonly Segment["holds"][] = ["firewall", "vpn-gateway"];

function addSegment(
  name: string,
  args: SegmentsArgs,
  segment: Segment,
  parent: ComponentResource,
  previous: network.Subnet | undefined,
): AddedSegment {
  const { securityRules: rules, routes } = segment;
  const group =
    rules && new NetworkSecurityGroup(`${name}-nsg`, { ...args, guards: segmentName(segment), rules }, { parent });
  const table =
    routes &&
    routeTable(
      `${name}-routes`,
      { ...args, steers: segmentName(segment), routes, learnsFromGateway: LEARN_FROM_GATEWAY.includes(segment.holds) },
      { parent },
    );
  const subnet = new network.Subnet(
    `${name}-subnet`,
    {
      subnetName: segment.reservedName ?? nameInScope(args.scope, "network:Subnet", segmentName(segment)),
      virtualNetworkName: args.networkName,
      resourceGroupName: args.resourceGroupName,
      addressPrefix: segment.prefix,
      // Without it, security group and routes do not see private endpoints at all.
      privateEndpointNetworkPolicies: segment.holds === "private-endpoints" ? "Enabled" : "Disabled",
      ...(!HAVE_OWN_ADDRESSES.includes(segment.holds) && { defaultOutboundAccess: false }),
      ...(group && { networkSecurityGroup: { id: group.resourceId } }),
      ...(table && { routeTable: { id: table.id } }),
    },
    // Azure refuses a second write to a network while one is going on (AnotherOperationInProgress).
    { parent, ...(previous && { dependsOn: previous }) },
  );
  return { key: segment.key, subnet, ...(table && { routeTable: table }) };
}

/**
 * The segments of a network, one after the other: those first that do not need the firewall's address, because in a hub
 * the firewall itself stands in one of them.
 *
 * @returns the segments in the order in which they are made.
 */
export function addSegments(name: string, args: SegmentsArgs, parent: ComponentResource): readonly AddedSegment[] {
  const ordered = [
    ...args.segments.filter((segment) => !leadsToFirewall(segment)),
    ...args.segments.filter(leadsToFirewall),
  ];
  const added: AddedSegment[] = [];
  for (const segment of ordered) {
    added.push(addSegment(`${name}-${segment.key}`, args, segment, parent, added.at(-1)?.subnet));
  }
  return added;
}
