import type { Agreement } from "../../agreement/agreement";
import { requiredFlows } from "../../agreement/flows/required-flows";
import type { Ipsec } from "../../azure/network-rules";
import { SITES } from "../../azure/sites";
import { promisesOf } from "./clause-promises";
import type { Refusal } from "./decision";
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

/** Whether a flow of the agreement goes from one of the platform's own sites to another. */
function crossesSites(agreement: Agreement): boolean {
  return requiredFlows(agreement).some(({ reach }) => reach === "sites");
}

function pairsOf(sites: readonly SitePlan[]): VpnPlan["siteLinks"] {
  return sites.flatMap((site, index) =>
    sites.slice(index + 1).map((other): readonly [string, string] => [site.code, other.code]),
  );
}

/** Why sites between which nothing has to pass are not joined. */
export function siteLinkRefusals(agreement: Agreement, sites: readonly SitePlan[]): readonly Refusal[] {
  if (crossesSites(agreement)) return [];
  return pairsOf(sites.filter(carriesWorkload)).map(([one, other]) => ({
    about: "tunnels",
    refused: `a tunnel between ${one} and ${other}`,
    because:
      "no flow of the agreement goes from one to the other, and the gateways would carry partners through it from site to site",
    promises: promisesOf(agreement.access.betweenSites),
  }));
}

/** Gateways of the sites with a network, the partners that reach them and the tunnels between sites that need one. */
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
    siteLinks: crossesSites(agreement) ? pairsOf(connected) : [],
    ipsec,
    managementPrefixes: [...new Set(partners.flatMap((partner) => partner.prefixes))].sort(),
  };
}
