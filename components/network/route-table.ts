import * as network from "@pulumi/azure-native/network";
import type { network as inputs } from "@pulumi/azure-native/types/input";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { NameParts } from "../../azure/names/resource-name";
import type { Route } from "../../azure/network-rules";
import { nameInScope } from "../name-in-scope";
import type { ComponentArgs } from "../component-args";

export interface RouteTableArgs extends ComponentArgs {
  /** What the table steers: the rest of its name. */
  readonly steers: Pick<NameParts, "role" | "tenant" | "label">;
  readonly routes: readonly Route[];
  readonly firewallAddress: Input<string>;
  /**
   * Whether routes that the VPN gateway learns apply too. The gateway's own subnet must have them, and the firewall's
   * needs them to answer partners; anywhere else they would lead past the firewall.
   * Source: Microsoft Learn, virtual-network/virtual-networks-udr-overview (2023).
   */
  readonly learnsFromGateway: boolean;
}

const NEXT_HOP_TYPES = {
  firewall: "VirtualAppliance",
  internet: "Internet",
  none: "None",
  gateway: "VirtualNetworkGateway",
} as const;

function routeArgs(route: Route, firewallAddress: Input<string>): inputs.RouteArgs {
  return {
    name: route.name,
    addressPrefix: route.prefix,
    nextHopType: NEXT_HOP_TYPES[route.nextHop],
    ...(route.nextHop === "firewall" && { nextHopIpAddress: route.appliance ?? firewallAddress }),
  };
}

/** The routes of a subnet, inline, so that they change together. */
export function routeTable(name: string, args: RouteTableArgs, opts: CustomResourceOptions): network.RouteTable {
  return new network.RouteTable(
    name,
    {
      routeTableName: nameInScope(args.scope, "network:RouteTable", args.steers),
      resourceGroupName: args.resourceGroupName,
      location: args.location,
      disableBgpRoutePropagation: !args.learnsFromGateway,
      routes: args.routes.map((route) => routeArgs(route, args.firewallAddress)),
      tags: args.tags,
    },
    opts,
  );
}
