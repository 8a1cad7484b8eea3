import type { Agreement } from "../../agreement/agreement";
import { networksOverlap } from "../../agreement/cidr";
import { DEFAULT_GATEWAY_SYSTEM, FREE_PRIVATE_SYSTEMS, isReservedSystem } from "../../azure/autonomous-systems";
import { promisesOf } from "./clause-promises";
import { clusterAddresses } from "./cluster-addresses";
import type { Environment } from "./environment";
import type { PlanFinding } from "./plan-finding";
import { gatewaySystem } from "./plan-vpn";
import { carriesWorkload } from "./site-plan";
import type { SitePlan } from "./site-plan";

/** Partners whose BGP a gateway of ours could not speak with. */
export function vpnFindings(
  agreement: Agreement,
  environment: Environment,
  sites: readonly SitePlan[],
): readonly PlanFinding[] {
  return [...systemFindings(agreement, sites), ...peerFindings(agreement, environment)];
}

function systemFindings(agreement: Agreement, sites: readonly SitePlan[]): readonly PlanFinding[] {
  const ours = sites.filter(carriesWorkload).map((site) => gatewaySystem(site.code));
  const { management } = agreement.access;
  return management.partners.flatMap(({ name, asn }, index): readonly PlanFinding[] => {
    if (asn === undefined) return [];
    const isOurs = ours.includes(asn);
    if (!isOurs && asn !== DEFAULT_GATEWAY_SYSTEM && !isReservedSystem(asn)) return [];
    return [
      {
        document: "agreement",
        path: ["access", "management", "partners", index, "asn"],
        given: `${asn}`,
        allowed: isOurs
          ? `a number other than those of the platform's own gateways: ${ours.join(", ")}`
          : "a number that neither Azure nor IANA keeps",
        fixes: [`Let ${name} announce itself as a private number of ${FREE_PRIVATE_SYSTEMS}.`],
        breaks: promisesOf(management),
      },
    ];
  });
}

// A peer inside of the platform's own networks would be looked for there and not behind the tunnel.
function peerFindings(agreement: Agreement, environment: Environment): readonly PlanFinding[] {
  const { management } = agreement.access;
  const taken = [environment.addressSpace, clusterAddresses.pods, clusterAddresses.services];
  return management.partners.flatMap(({ name, devices }, index) =>
    devices.flatMap(({ bgpPeer }, place): readonly PlanFinding[] => {
      const clash = taken.find((cidr) => bgpPeer !== undefined && networksOverlap(cidr, `${bgpPeer}/32`));
      if (bgpPeer === undefined || clash === undefined) return [];
      return [
        {
          document: "agreement",
          path: ["access", "management", "partners", index, "devices", place, "bgpPeer"],
          given: `"${bgpPeer}"`,
          allowed: `an address outside of ${clash}, which the platform uses itself`,
          fixes: [`Give an address of ${name} behind the device.`],
          breaks: promisesOf(management),
        },
      ];
    }),
  );
}
