import type { Agreement } from "../../agreement/agreement";
import type { Ipsec } from "../../azure/network-rules";
import { SITES } from "../../azure/sites";
import type { Environment } from "./environment";
import { carriesWorkload } from "./site-plan";
import type { SitePlan } from "./site-plan";
import type { PartnerDevicePlan, VpnPlan } from "./vpn-plan";

/**
 * The strongest set that Azure's gateways take for IKEv2 (Microsoft Learn, vpn-gateway/ipsec-ike-policy-howto). GCM
 * needs the same algorithm for encryption and integrity; its authentication is as strong as SHA-256 or stronger.
 */
const ipsec: Ipsec = {
  ikeEncryption: "GCMAES256",
  ikeIntegrity: "SHA384",
  dhGroup: "ECP384",
  ipsecEncryption: "GCMAES256",
  ipsecIntegrity: "GCMAES256",
  pfsGroup: "ECP384",
  lifetimeSeconds: 27_000,
  lifetimeKilobytes: 102_400_000,
};

// Private autonomous systems, one for each registered site so that it never changes; clear of 65515-65520, which Azure
// keeps (Microsoft Learn, vpn-gateway/vpn-gateway-bgp-overview).
const firstSystem = 64_600;

/** The autonomous system of the gateway at a site. */
export function gatewaySystem(site: string): number {
  return firstSystem + SITES.findIndex((candidate) => candidate.code === site);
}

/** Gateways of the sites with a network, the partners that reach them and the tunnels between the sites. */
export function planVpn(agreement: Agreement, environment: Environment, sites: readonly SitePlan[]): VpnPlan {
  const connected = sites.filter(carriesWorkload);
  const { partners } = agreement.access.management;
  return {
    gateways: connected.map((site) => ({
      site: site.code,
      sku: environment.sizes.vpnGateway,
      zones: site.zones,
      asn: gatewaySystem(site.code),
      partners: partners.flatMap((partner) =>
        partner.devices.map((device, index): PartnerDevicePlan => ({
          partner: partner.name,
          number: index + 1,
          address: device.address,
          prefixes: partner.prefixes,
          ...(partner.asn !== undefined &&
            device.bgpPeer !== undefined && { bgp: { asn: partner.asn, peer: device.bgpPeer } }),
        })),
      ),
    })),
    siteLinks: connected.flatMap((site, index) =>
      connected.slice(index + 1).map((other): readonly [string, string] => [site.code, other.code]),
    ),
    ipsec,
    managementPrefixes: [...new Set(partners.flatMap((partner) => partner.prefixes))].sort(),
  };
}
