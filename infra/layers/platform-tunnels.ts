import { output, type Output } from "@pulumi/pulumi";
import { SiteLink, type LinkEnd } from "../../components/network/site-link";
import { VpnGateway } from "../../components/network/vpn-gateway";
import type { Plan } from "../plan/plan";
import { hubOf, made, segmentHolding } from "./plan-lookup";
import type { PlatformNetworkArgs, PlatformSite } from "./platform-network";

export interface PlatformTunnels {
  /** Ids of the VPN gateways by site code. */
  readonly gateways: Readonly<Record<string, Output<string>>>;
  /** Pre-shared keys by site code and the tunnel's label; secret. */
  readonly preSharedKeys: Readonly<Record<string, Readonly<Record<string, Output<string>>>>>;
}

/** The gateways of all sites, the partners' tunnels and the links between sites. */
export function addPlatformTunnels(
  plan: Plan,
  args: PlatformNetworkArgs,
  sites: Readonly<Record<string, PlatformSite>>,
): PlatformTunnels {
  const { ipsec } = plan.vpn;
  const keys: Record<string, Record<string, Output<string>>> = {};
  const ends: Record<string, LinkEnd> = {};
  for (const { site, sku, zones, asn, partners } of plan.vpn.gateways) {
    const { network, location } = made(sites, site, "hub at site");
    const gateway = new VpnGateway(`vpn-${site}`, {
      scope: { ...args.scope, site },
      resourceGroupName: network.resourceGroupName,
      location,
      tags: args.tags,
      workspaceId: made(args.workspaces, site, "log workspace at site"),
      subnetId: made(network.subnets, segmentHolding(hubOf(plan, site).segments, "vpn-gateway"), "segment"),
      sku,
      zones,
      asn,
      ipsec,
      partners,
    });
    keys[site] = { ...gateway.preSharedKeys };
    ends[site] = { site, gatewayId: gateway.resourceId, resourceGroupName: network.resourceGroupName, location };
  }
  for (const [one, other] of plan.vpn.siteLinks) {
    const link = new SiteLink(`site-link-${one}-${other}`, {
      scope: args.scope,
      ends: [made(ends, one, "VPN gateway at site"), made(ends, other, "VPN gateway at site")],
      ipsec,
      tags: args.tags,
    });
    keys[one] = { ...keys[one], [`to-${other}`]: link.preSharedKey };
    keys[other] = { ...keys[other], [`to-${one}`]: link.preSharedKey };
  }
  return {
    gateways: Object.fromEntries(Object.entries(ends).map(([site, { gatewayId }]) => [site, output(gatewayId)])),
    preSharedKeys: keys,
  };
}
