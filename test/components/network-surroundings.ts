import type { FlowLogArchive } from "../../components/network/flow-log";
import { ddosPlan } from "../../components/network/ddos-plan";
import { HubNetwork } from "../../components/network/hub-network";
import { SpokeNetwork } from "../../components/network/spoke-network";
import { VpnGateway } from "../../components/network/vpn-gateway";
import { FlowLogStore } from "../../components/monitoring/flow-log-store";
import { withoutCell } from "../../components/name-in-scope";
import { PRIVATE_LINKS } from "../../azure/private-link";
import type { SecurityRule } from "../../azure/network-rules";
import { HUB_SEGMENTS } from "./segments";
import { ZONES, type Place, type PlaceSite } from "./place";

const FIREWALL = "10.0.0.4";

/** The weakest and the strongest that the agreement's schema takes. */
export const IPSEC = {
  ikeEncryption: "AES256",
  ikeIntegrity: "SHA256",
  dhGroup: "DHGroup14",
  ipsecEncryption: "AES256",
  ipsecIntegrity: "SHA256",
  pfsGroup: "PFS2048",
  lifetimeSeconds: 27_000,
  lifetimeKilobytes: 0,
} as const;
export const STRICT_IPSEC = {
  ...IPSEC,
  ikeEncryption: "GCMAES256",
  ikeIntegrity: "SHA384",
  dhGroup: "ECP384",
  ipsecEncryption: "GCMAES256",
  ipsecIntegrity: "GCMAES256",
  pfsGroup: "ECP384",
  lifetimeSeconds: 3600,
} as const;

export const device = (partner: string, number: number) => ({
  partner,
  number,
  address: `203.0.113.${number}`,
  prefixes: [`10.${240 + number}.0.0/24`],
});
export const speaksBgp = (partner: string, number: number) => ({
  ...device(partner, number),
  bgp: { asn: 65_000 + number, peer: `10.${240 + number}.0.1` },
});

export const HTTPS: SecurityRule = {
  name: "https",
  priority: 100,
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  sources: ["10.1.0.0/24", "10.1.1.0/24"],
  destinations: ["*"],
  ports: ["443"],
  description: "Requests",
};

function flowLogs(place: Place, site: PlaceSite = "weu"): FlowLogArchive {
  const args = { ...place.at(site), redundancy: "Standard_LRS", subscription: place.subscription };
  const options = { provider: place.provider };
  const { resourceId, writerId } = place.once(
    `flow-logs-${site}`,
    () => new FlowLogStore(`${place.set}-flow-logs-${site}`, args, options),
  );
  return {
    watcher: { name: place.watcherAt(site).name, resourceGroupName: place.at(site).resourceGroupName },
    store: { id: resourceId, writerId },
    retentionDays: 365,
  };
}

export const planId = (place: Place) =>
  place.once("ddos", () => ddosPlan(`${place.set}-ddos`, place.at(), { provider: place.provider }).id);

export const hubNetwork = (place: Place) => ({
  ...place.at(),
  // A hub is of no cell.
  scope: withoutCell(place.scope),
  prefix: "10.0.0.0/22",
  firewallAddress: FIREWALL,
  flowLogs: flowLogs(place),
  after: [place.watcher],
});

export function spokeNetwork(place: Place) {
  const { resourceGroupName } = place.at();
  const { networkId, networkName } = place.of(HubNetwork);
  return {
    ...place.at(),
    prefix: "10.1.0.0/21",
    hub: { networkId, networkName, resourceGroupName, firewallAddress: FIREWALL, hasGateway: true },
    after: [place.of(VpnGateway)],
    flowLogs: flowLogs(place),
    privateDns: { zoneNames: [] as string[], resourceGroupName },
  };
}

/** The network that is not of our making, joined to the hub. */
export function peering(place: Place, hasGateway: boolean) {
  const { resourceGroupName } = place.at();
  const { networkId, networkName } = place.of(HubNetwork);
  return {
    scope: { ...place.scope, cell: 2 },
    spoke: { networkId: place.network.id, networkName: place.network.name, resourceGroupName },
    hub: { networkId, networkName, resourceGroupName, hasGateway },
    after: [place.of(SpokeNetwork)],
  };
}

export function gateway(place: Place) {
  const subnetId = place.of(HubNetwork).subnets["gateway"] ?? "";
  return { ...place.at(), subnetId, zones: ZONES, asn: 65_101, ipsec: IPSEC, partners: [] };
}

export const gatewayId = (place: Place) => place.of(VpnGateway).resourceId;

/** A gateway at the other site, in a network of its own. */
function otherEnd(place: Place) {
  const { resourceGroupName, location } = place.at("neu");
  const scope = { ...place.scope, site: "neu" };
  const { provider, set } = place;
  const hub = place.once("other-hub", () => {
    const args = {
      ...place.at("neu"),
      scope: withoutCell(scope),
      prefix: "10.4.0.0/22",
      firewallAddress: "10.4.0.4",
      segments: HUB_SEGMENTS("10.4"),
    };
    const after = [place.watcherAt("neu")];
    return new HubNetwork(`${set}-other-hub`, { ...args, flowLogs: flowLogs(place, "neu"), after }, { provider });
  });
  const gatewayArgs = { ...gateway(place), ...place.at("neu"), scope, asn: 65_102 };
  const other = place.once(
    "other-gateway",
    () =>
      new VpnGateway(
        `${set}-other-gateway`,
        { ...gatewayArgs, sku: "VpnGw1AZ", subnetId: hub.subnets["gateway"] ?? "" },
        { provider },
      ),
  );
  return { site: "neu", gatewayId: other.resourceId, resourceGroupName, location };
}

export function link(place: Place) {
  const { resourceGroupName, location } = place.at();
  const here = { site: "weu", gatewayId: gatewayId(place), resourceGroupName, location };
  const ends = [here, otherEnd(place)] as const;
  return { scope: place.scope, ends, tags: place.tags };
}

export function endpoint(place: Place, site: PlaceSite = "weu") {
  const { id } = place.account("target", site);
  return {
    ...place.at(),
    subnetId: place.subnetId("endpoints", 0),
    targetId: id,
    groupId: PRIVATE_LINKS.blob.groupId,
  };
}

export const dnsZones = (place: Place) => ({
  scope: place.scope,
  resourceGroupName: place.at().resourceGroupName,
  tags: place.tags,
  hubId: place.of(HubNetwork).networkId,
});

export const window = (place: Place) => ({ ...place.at(), of: "vpn" as const, resourceName: nameOf(place) });
const nameOf = (place: Place) => gatewayId(place).apply((id) => id.split("/").at(-1) ?? "");
