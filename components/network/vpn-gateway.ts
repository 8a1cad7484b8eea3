import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { Ipsec } from "../../azure/network-rules";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { PartnerTunnel, type PartnerDevice } from "./partner-tunnel";
import { PublicAddress } from "./public-address";

export interface VpnGatewayArgs extends ObservedArgs {
  /** The subnet with the reserved name GatewaySubnet. */
  readonly subnetId: pulumi.Input<string>;
  /** A zone-redundant size, VpnGw1AZ to VpnGw5AZ; they exist in regions without zones too. */
  readonly sku: string;
  readonly zones: readonly string[];
  /** The gateway's own number in BGP, different at each site. */
  readonly asn: number;
  readonly ipsec: Ipsec;
  readonly partners: readonly PartnerDevice[];
}

/** Two instances that both carry traffic, each with an address of its own. */
const INSTANCES = [1, 2] as const;

/**
 * The smallest size exists in the first generation only, the two largest in the second; those between get the second,
 * because a gateway cannot change its generation when it grows.
 *
 * Source: Microsoft Learn, vpn-gateway/about-gateway-skus (2024).
 */
function generationOf(sku: string): "Generation1" | "Generation2" {
  return sku === "VpnGw1AZ" ? "Generation1" : "Generation2";
}

/** A zone-redundant, active-active VPN gateway with a tunnel to each of the partners' devices. */
export class VpnGateway extends pulumi.ComponentResource {
  readonly resourceId: pulumi.Output<string>;
  /** Pre-shared keys by the label of their tunnel; secret, and therefore not among the registered outputs. */
  readonly preSharedKeys: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: VpnGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:VpnGateway", name, {}, opts);
    const addresses = INSTANCES.map(
      (instance) =>
        new PublicAddress(
          `${name}-address-${instance}`,
          { ...args, of: { role: "vpn", label: String(instance) } },
          { parent: this },
        ),
    );
    const gateway = new network.VirtualNetworkGateway(
      `${name}-gateway`,
      {
        virtualNetworkGatewayName: nameInScope(args.scope, "network:VirtualNetworkGateway", { role: "vpn" }),
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        gatewayType: "Vpn",
        vpnType: "RouteBased",
        vpnGatewayGeneration: generationOf(args.sku),
        sku: { name: args.sku, tier: args.sku },
        activeActive: true,
        // Sites tell each other their cells' networks, which a static tunnel between gateways would not carry.
        enableBgp: true,
        bgpSettings: { asn: args.asn },
        ipConfigurations: addresses.map((address, index) => ({
          name: `instance-${index + 1}`,
          privateIPAllocationMethod: "Dynamic",
          publicIPAddress: { id: address.resourceId },
          subnet: { id: args.subnetId },
        })),
        tags: args.tags,
      },
      { parent: this },
    );
    new DiagnosticSetting(
      `${name}-diagnostics`,
      {
        resourceId: gateway.id,
        resourceType: "Microsoft.Network/virtualNetworkGateways",
        workspaceId: args.workspaceId,
      },
      { parent: this },
    );
    const tunnels = args.partners.map(
      (device) =>
        new PartnerTunnel(
          `${name}-${device.partner}-${device.number}`,
          { ...args, gatewayId: gateway.id, device },
          { parent: this },
        ),
    );
    this.resourceId = gateway.id;
    this.preSharedKeys = Object.fromEntries(tunnels.map((tunnel) => [tunnel.label, tunnel.preSharedKey]));
    this.registerOutputs({ resourceId: this.resourceId });
  }
}
