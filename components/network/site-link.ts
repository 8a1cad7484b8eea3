import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { Ipsec } from "../../azure/network-rules";
import type { Scope } from "../component-args";
import { nameInScope } from "../name-in-scope";
import { tunnelArgs } from "./ipsec";
import { preSharedKey } from "./pre-shared-key";

/** One end of a link: a site with its VPN gateway. */
export interface LinkEnd {
  readonly site: string;
  readonly gatewayId: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
}

export interface SiteLinkArgs {
  readonly scope: Omit<Scope, "site">;
  readonly ends: readonly [LinkEnd, LinkEnd];
  readonly ipsec: Ipsec;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Two sites of the platform joined gateway to gateway, encrypted; Azure wants a connection from each end, with the same
 * key. Both gateways tell each other the networks behind them.
 */
export class SiteLink extends pulumi.ComponentResource {
  readonly preSharedKey: pulumi.Output<string>;

  constructor(name: string, args: SiteLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:SiteLink", name, {}, opts);
    const [one, other] = args.ends;
    this.preSharedKey = preSharedKey(`${name}-key`, { parent: this });
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      new network.VirtualNetworkGatewayConnection(
        `${name}-${from.site}-to-${to.site}`,
        {
          virtualNetworkGatewayConnectionName: nameInScope(
            { ...args.scope, site: from.site },
            "network:VirtualNetworkGatewayConnection",
            { role: "vpn", label: `to-${to.site}` },
          ),
          resourceGroupName: from.resourceGroupName,
          location: from.location,
          connectionType: "Vnet2Vnet",
          virtualNetworkGateway1: { id: from.gatewayId },
          virtualNetworkGateway2: { id: to.gatewayId },
          enableBgp: true,
          sharedKey: this.preSharedKey,
          ...tunnelArgs(args.ipsec),
          tags: args.tags,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
