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
import { PRIVATE_LINKS } from "../../azure/private-link";
import { componentCase, type ComponentFamily } from "./component-case";
import { HUB_SEGMENTS, SPOKE_SEGMENTS, ENDPOINTS_ONLY } from "./segments";
import { ZONES } from "./place";
import {
  IPSEC,
  STRICT_IPSEC,
  device,
  speaksBgp,
  HTTPS,
  planId,
  hubNetwork,
  spokeNetwork,
  peering,
  gateway,
  gatewayId,
  link,
  endpoint,
  dnsZones,
  window,
} from "./network-surroundings";

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
    // Azure wants zones of the addresses wherever a region has some; one pinned zone is the least.
    smallest: (place) => ({ ...gateway(place), sku: "VpnGw1AZ", zones: ["1"] }),
    everything: (place) => ({
      ...gateway(place),
      sku: "VpnGw5AZ",
      partners: [device("operations", 1), speaksBgp("headquarters", 2)],
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
      device: speaksBgp("one", 9),
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
