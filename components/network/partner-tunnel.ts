import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { Ipsec } from "../../azure/network-rules";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";
import { tunnelArgs } from "./ipsec";
import { preSharedKey } from "./pre-shared-key";

/** A partner's VPN device, or one of them. */
export interface PartnerDevice {
  readonly partner: string;
  /** The place of the device within its partner's list, from 1. */
  readonly number: number;
  /** Public address of the device. */
  readonly address: string;
  /** What lies behind it. */
  readonly prefixes: readonly string[];
  /** Set where the device speaks BGP; then it tells its prefixes itself, and the firewall holds it to `prefixes`. */
  readonly bgp?: { readonly asn: number; readonly peer: string };
}

export interface PartnerTunnelArgs extends ComponentArgs {
  readonly gatewayId: pulumi.Input<string>;
  readonly ipsec: Ipsec;
  readonly device: PartnerDevice;
}

/** A tunnel from a VPN gateway to one device of a partner. */
export class PartnerTunnel extends pulumi.ComponentResource {
  readonly label: string;
  readonly preSharedKey: pulumi.Output<string>;

  constructor(name: string, args: PartnerTunnelArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:PartnerTunnel", name, {}, opts);
    const { scope, resourceGroupName, location, tags, device } = args;
    this.label = `${device.partner}-${device.number}`;
    this.preSharedKey = preSharedKey(`${name}-key`, { parent: this });
    const remote = new network.LocalNetworkGateway(
      `${name}-device`,
      {
        localNetworkGatewayName: nameInScope(scope, "network:LocalNetworkGateway", { role: "vpn", label: this.label }),
        resourceGroupName,
        location,
        gatewayIpAddress: device.address,
        ...(device.bgp === undefined
          ? { localNetworkAddressSpace: { addressPrefixes: [...device.prefixes] } }
          : { bgpSettings: { asn: device.bgp.asn, bgpPeeringAddress: device.bgp.peer } }),
        tags,
      },
      { parent: this },
    );
    new network.VirtualNetworkGatewayConnection(
      `${name}-connection`,
      {
        virtualNetworkGatewayConnectionName: nameInScope(scope, "network:VirtualNetworkGatewayConnection", {
          role: "vpn",
          label: this.label,
        }),
        resourceGroupName,
        location,
        connectionType: "IPsec",
        virtualNetworkGateway1: { id: args.gatewayId },
        localNetworkGateway2: { id: remote.id },
        enableBgp: device.bgp !== undefined,
        sharedKey: this.preSharedKey,
        ...tunnelArgs(args.ipsec),
        tags,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
