import type { FlowLogArchive } from "../../components/network/flow-log";
import { ddosPlan } from "../../components/network/ddos-plan";
import { HubNetwork } from "../../components/network/hub-network";
import { HubPeering } from "../../components/network/hub-peering";
import { NetworkMaintenance } from "../../components/network/network-maintenance";
import { NetworkSecurityGroup } from "../../components/network/network-security-group";
import { PartnerTunnel } from "../../components/network/partner-tunnel";
import { PrivateDnsZones } from "../../components/network/private-dns-zones";
import { PrivateEndpoint } from "../../components/network/private-endpoint";
import { PublicAddress } from "../../components/network/public-address";
import { SiteLink } from "../../components/network/site-link";
import { SpokeNetwork } from "../../components/network/spoke-network";
import { VpnGateway } from "../../components/network/vpn-gateway";
import { FlowLogStore } from "../../components/monitoring/flow-log-store";
import { withoutCell } from "../../components/name-in-scope";
import { PRIVATE_LINKS } from "../../azure/private-link";
import type { SecurityRule } from "../../azure/network-rules";
import { componentCase, type ComponentFamily } from "./component-case";
import { HUB_SEGMENTS, SPOKE_SEGMENTS, ENDPOINTS_ONLY } from "./segments";
import { ZONES, type Place, type PlaceSite } from "./place";

const FIREWALL = "10.0.0.4";

/** The weakest and the strongest that the agreement's schema takes. */
const IPSEC = {
  ikeEncryption: "AES256",
  ikeIntegrity: "SHA256",
  dhGroup: "DHGroup14",
  ipsecEncryption: "AES256",
  ipsecIntegrity: "SHA256",
  pfsGroup: "PFS2048",
  lifetimeSeconds: 27_000,
  lifetimeKilobytes: 0,
} as const;
const STRICT_IPSEC = {
  ...IPSEC,
  ikeEncryption: "GCMAES256",
  ikeIntegrity: "SHA384",
  dhGroup: "ECP384",
  ipsecEncryption: "GCMAES256",
  ipsecIntegrity: "GCMAES256",
  pfsGroup: "ECP384",
  lifetimeSeconds: 3600,
} as const;

const device = (partner: string, number: number) => ({
  partner,
  number,
  address: `203.0.113.${number}`,
  prefixes: ["10.250.0.0/24"],
});
const speaksBgp = { ...device("headquarters", 2), bgp: { asn: 65010, peer: "10.250.0.1" } };

const HTTPS: SecurityRule = {
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

const planId = (place: Place) =>
  place.once("ddos", () => ddosPlan(`${place.set}-ddos`, place.at(), { provider: place.provider }).id);

const hubNetwork = (place: Place) => ({
  ...place.at(),
  // A hub is of no cell.
  scope: withoutCell(place.scope),
  prefix: "10.0.0.0/22",
  firewallAddress: FIREWALL,
  flowLogs: flowLogs(place),
  after: [place.watcher],
});

function spokeNetwork(place: Place) {
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
function peering(place: Place, hasGateway: boolean) {
  const { resourceGroupName } = place.at();
  const { networkId, networkName } = place.of(HubNetwork);
  return {
    scope: { ...place.scope, cell: 2 },
    spoke: { networkId: place.network.id, networkName: place.network.name, resourceGroupName },
    hub: { networkId, networkName, resourceGroupName, hasGateway },
    after: [place.of(SpokeNetwork)],
  };
}

function gateway(place: Place) {
  const subnetId = place.of(HubNetwork).subnets["gateway"] ?? "";
  return { ...place.at(), subnetId, zones: ZONES, asn: 65_001, ipsec: IPSEC, partners: [] };
}

const gatewayId = (place: Place) => place.of(VpnGateway).resourceId;

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
  const gatewayArgs = { ...gateway(place), ...place.at("neu"), scope, asn: 65_002 };
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

function link(place: Place) {
  const { resourceGroupName, location } = place.at();
  const here = { site: "weu", gatewayId: gatewayId(place), resourceGroupName, location };
  const ends = [here, otherEnd(place)] as const;
  return { scope: place.scope, ends, tags: place.tags };
}

function endpoint(place: Place, site: PlaceSite = "weu") {
  const { id } = place.account("target", site);
  return {
    ...place.at(),
    subnetId: place.subnetId("endpoints", 0),
    targetId: id,
    groupId: PRIVATE_LINKS.blob.groupId,
  };
}

const dnsZones = (place: Place) => ({
  scope: place.scope,
  resourceGroupName: place.at().resourceGroupName,
  tags: place.tags,
  hubId: place.of(HubNetwork).networkId,
});

const window = (place: Place) => ({ ...place.at(), of: "vpn" as const, resourceName: nameOf(place) });
const nameOf = (place: Place) => gatewayId(place).apply((id) => id.split("/").at(-1) ?? "");

export const network: ComponentFamily = {
  NetworkSecurityGroup: componentCase(NetworkSecurityGroup)({
    smallest: (place) => ({ ...place.at(), guards: { role: "edg" }, rules: [] }),
    everything: (place) => ({
      ...place.at(),
      guards: { role: "dat", tenant: "ab12", label: "one" },
      rules: [HTTPS, { ...HTTPS, name: "out", direction: "Outbound", sources: ["*"], destinations: ["Storage"] }],
    }),
    hardened: (place) => ({ ...place.at(), guards: { role: "dat" }, rules: [{ ...HTTPS, sources: ["10.1.0.4/32"] }] }),
  }),
  PublicAddress: componentCase(PublicAddress)({
    smallest: (place) => ({ ...place.at(), of: { role: "edg" }, zones: [] }),
    everything: (place) => ({
      ...place.at(),
      of: { role: "edg", tenant: "ab12", label: "one" },
      zones: ZONES,
      domainNameLabel: "everything-at-once",
    }),
    hardened: (place) => ({ ...place.at(), of: { role: "edg" }, zones: ZONES }),
  }),
  HubNetwork: componentCase(HubNetwork)({
    smallest: (place) => ({ ...hubNetwork(place), segments: HUB_SEGMENTS("10.0") }),
    everything: (place) => ({ ...hubNetwork(place), segments: HUB_SEGMENTS("10.0"), ddosPlanId: planId(place) }),
    hardened: (place) => ({ ...hubNetwork(place), segments: HUB_SEGMENTS("10.0"), ddosPlanId: planId(place) }),
  }),
  VpnGateway: componentCase(VpnGateway)({
    smallest: (place) => ({ ...gateway(place), sku: "VpnGw1AZ", zones: [] }),
    everything: (place) => ({
      ...gateway(place),
      sku: "VpnGw5AZ",
      partners: [device("operations", 1), speaksBgp],
    }),
    hardened: (place) => ({
      ...gateway(place),
      sku: "VpnGw2AZ",
      ipsec: STRICT_IPSEC,
      partners: [device("operations", 1), device("operations", 2)],
    }),
  }),
  PartnerTunnel: componentCase(PartnerTunnel)({
    smallest: (place) => ({ ...place.at(), gatewayId: gatewayId(place), ipsec: IPSEC, device: device("one", 9) }),
    everything: (place) => ({
      ...place.at(),
      gatewayId: gatewayId(place),
      ipsec: IPSEC,
      device: { ...speaksBgp, partner: "one", number: 9, address: "203.0.113.9" },
    }),
    hardened: (place) => ({
      ...place.at(),
      gatewayId: gatewayId(place),
      ipsec: STRICT_IPSEC,
      device: device("one", 9),
    }),
  }),
  SiteLink: componentCase(SiteLink)({
    smallest: (place) => ({ ...link(place), ipsec: IPSEC }),
    everything: (place) => ({ ...link(place), ipsec: { ...IPSEC, lifetimeKilobytes: 102_400_000 } }),
    hardened: (place) => ({ ...link(place), ipsec: STRICT_IPSEC }),
  }),
  NetworkMaintenance: componentCase(NetworkMaintenance)({
    smallest: (place) => ({ ...window(place), window: { startTime: "00:00", hours: 5, timeZone: "UTC" } }),
    everything: (place) => ({
      ...window(place),
      window: { startTime: "22:30", hours: 23, timeZone: "W. Europe Standard Time" },
    }),
    hardened: (place) => ({
      ...window(place),
      window: { startTime: "01:00", hours: 5, timeZone: "W. Europe Standard Time" },
    }),
  }),
  PrivateDnsZones: componentCase(PrivateDnsZones)({
    smallest: (place) => ({ ...dnsZones(place), zoneNames: [] }),
    everything: (place) => ({
      ...dnsZones(place),
      zoneNames: [PRIVATE_LINKS.sql.zone, PRIVATE_LINKS.keyVault.zone, PRIVATE_LINKS.containerRegistry.zone],
    }),
    hardened: (place) => ({ ...dnsZones(place), zoneNames: [PRIVATE_LINKS.sql.zone] }),
  }),
  SpokeNetwork: componentCase(SpokeNetwork)({
    smallest: (place) => ({
      ...spokeNetwork(place),
      hub: { ...spokeNetwork(place).hub, hasGateway: false },
      segments: ENDPOINTS_ONLY,
    }),
    everything: (place) => ({
      ...spokeNetwork(place),
      tenant: "ab12",
      segments: SPOKE_SEGMENTS,
      privateDns: {
        zoneNames: [PRIVATE_LINKS.sql.zone, PRIVATE_LINKS.keyVault.zone],
        resourceGroupName: place.at().resourceGroupName,
      },
      after: [place.of(VpnGateway), place.of(PrivateDnsZones)],
      ddosPlanId: planId(place),
    }),
    hardened: (place) => ({ ...spokeNetwork(place), segments: SPOKE_SEGMENTS, ddosPlanId: planId(place) }),
  }),
  HubPeering: componentCase(HubPeering)({
    smallest: (place) => peering(place, false),
    everything: (place) => ({ ...peering(place, true), tenant: "ab12" }),
    hardened: (place) => peering(place, true),
  }),
  PrivateEndpoint: componentCase(PrivateEndpoint)({
    smallest: (place) => ({ ...endpoint(place), leadsTo: { role: "doc" }, zoneIds: [] }),
    everything: (place) => ({
      ...endpoint(place, "neu"),
      leadsTo: { role: "doc", tenant: "ab12", generation: 2, label: "far" },
      zoneIds: [place.zoneId("blob")],
    }),
    hardened: (place) => ({ ...endpoint(place), leadsTo: { role: "doc" }, zoneIds: [place.zoneId("blob")] }),
  }),
};
