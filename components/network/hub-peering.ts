import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { Scope } from "../component-args";

/** The network of the other side, as the platform layer hands it over. */
export interface PeeredHub {
  readonly networkId: pulumi.Input<string>;
  readonly networkName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  /** Whether the hub has a VPN gateway, which then carries the spoke too. Azure refuses `true` where there is none. */
  readonly hasGateway: boolean;
  /** Provider of the hub's subscription, where it is not the spoke's. */
  readonly provider?: pulumi.ProviderResource;
}

export interface HubPeeringArgs {
  readonly scope: Scope;
  readonly tenant?: string;
  readonly spoke: {
    readonly networkId: pulumi.Input<string>;
    readonly networkName: pulumi.Input<string>;
    readonly resourceGroupName: pulumi.Input<string>;
  };
  readonly hub: PeeredHub;
  /** Other writes to either network, which must be over: Azure refuses two at a time. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Both halves of the peering of a spoke with its hub. The spoke reaches nothing but the hub by it: peering does not
 * pass on, and traffic between spokes goes through the firewall.
 *
 * The hub's half comes first, because Azure lets a network use a remote gateway only once the other side offers it.
 */
export class HubPeering extends pulumi.ComponentResource {
  constructor(name: string, args: HubPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:HubPeering", name, {}, opts);
    const { hub, spoke } = args;
    const tenant = args.tenant !== undefined && { tenant: args.tenant };
    const fromHub = new network.VirtualNetworkPeering(
      `${name}-from-hub`,
      {
        virtualNetworkPeeringName: nameInScope(args.scope, "network:VirtualNetworkPeering", { role: "net", ...tenant }),
        virtualNetworkName: hub.networkName,
        resourceGroupName: hub.resourceGroupName,
        remoteVirtualNetwork: { id: spoke.networkId },
        allowVirtualNetworkAccess: true,
        // What the firewall and the gateway pass on does not come from the spoke's own addresses.
        allowForwardedTraffic: true,
        allowGatewayTransit: hub.hasGateway,
        useRemoteGateways: false,
      },
      {
        parent: this,
        dependsOn: [...args.after],
        // Azure's own account of whether the other half is there, which comes later.
        ignoreChanges: ["peeringState", "peeringSyncLevel"],
        ...(hub.provider && { provider: hub.provider }),
      },
    );
    new network.VirtualNetworkPeering(
      `${name}-to-hub`,
      {
        virtualNetworkPeeringName: nameInScope(args.scope, "network:VirtualNetworkPeering", { role: "hub", ...tenant }),
        virtualNetworkName: spoke.networkName,
        resourceGroupName: spoke.resourceGroupName,
        remoteVirtualNetwork: { id: hub.networkId },
        allowVirtualNetworkAccess: true,
        allowForwardedTraffic: true,
        allowGatewayTransit: false,
        useRemoteGateways: hub.hasGateway,
      },
      { parent: this, dependsOn: fromHub },
    );
    this.registerOutputs({});
  }
}
