import {
  compliant,
  exactly,
  expectProperty,
  one,
  oneOf,
  otherType,
  propertyRule,
  type Requirement,
  undetermined,
  violation,
  worst,
} from "../../framework/language";
import { read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Source: Microsoft Learn, vpn-gateway/point-to-site-about (2025): a client comes from wherever it is. */
const NO_CLIENTS: Requirement = {
  wanted: "absent: partners have devices at given places, and no clients of their own",
  holds: (value) => value === undefined,
};

/** Source: Microsoft Learn, vpn-gateway/vpn-gateway-forced-tunneling-rm (2025). */
const NO_DEFAULT: Requirement = {
  wanted: "absent: what goes to the internet goes through the firewall, and never to a partner",
  holds: (value) => value === undefined,
};

const device = (gatewayIpAddress: string, prefix: string) =>
  ({
    type: "network:LocalNetworkGateway",
    inputs: {
      gatewayIpAddress,
      localNetworkAddressSpace: { addressPrefixes: [prefix] },
      bgpSettings: { asn: 65010, bgpPeeringAddress: "10.250.0.2" },
    },
  }) as const;

export const rule = propertyRule({
  id: "vpn-partners-agreed",
  title: "Tunnels lead to the agreed devices of partners and carry the agreed networks only",
  why: "Anybody at another end of a tunnel would be inside the management network.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management"],
  remediation:
    "Give the gateway the address, networks, ASN and peer of a device in access.management.partners, and the VPN gateway BGP where they have one.",
  types: ["network:LocalNetworkGateway", "network:VirtualNetworkGateway"],
  judge: (device, { agreement }) => {
    const { partners } = agreement.access.management;
    if (device.type === "network:VirtualNetworkGateway") {
      return worst([
        expectProperty(device, "vpnClientConfiguration", NO_CLIENTS),
        expectProperty(device, "gatewayDefaultSite", NO_DEFAULT),
        ...(partners.some(({ asn }) => asn !== undefined) ? [expectProperty(device, "enableBgp", exactly(true))] : []),
      ]);
    }
    const devices = partners.flatMap((partner) => partner.devices.map(({ address }) => ({ address, partner })));
    const expected = expectProperty(device, "gatewayIpAddress", oneOf(...devices.map(({ address }) => address)));
    const partner = devices.find(({ address }) => address === device.inputs["gatewayIpAddress"])?.partner;
    if (expected.result !== "compliant" || partner === undefined) return [expected];
    const prefixes = read(device, "localNetworkAddressSpace.addressPrefixes");
    if (prefixes.kind === "unknown") return [undetermined("its networks are not known before the update", device)];
    const given = prefixes.kind === "given" && Array.isArray(prefixes.value) ? prefixes.value.map(String) : [];
    const routing = { asn: read(device, "bgpSettings.asn"), peer: read(device, "bgpSettings.bgpPeeringAddress") };
    const peers = partner.devices.flatMap(({ bgpPeer }) => bgpPeer ?? []);
    if (routing.asn.kind === "absent" && partner.asn !== undefined) {
      return [violation(`it speaks no BGP; ${partner.name} tells its routes as ${partner.asn}`, device)];
    }
    if (routing.asn.kind === "given" && routing.asn.value !== partner.asn) {
      return [
        violation(`it speaks BGP as ${String(routing.asn.value)}; ${partner.name} is ${String(partner.asn)}`, device),
      ];
    }
    if (routing.peer.kind === "given" && !peers.includes(String(routing.peer.value))) {
      return [
        violation(`its BGP peer is ${String(routing.peer.value)}; ${partner.name} has ${peers.join(", ")}`, device),
      ];
    }
    const strange = given.filter((prefix) => !partner.prefixes.includes(prefix));
    return strange.length === 0
      ? [compliant(`it leads to ${partner.name}`, device)]
      : [violation(`it carries ${strange.join(", ")}; ${partner.name} has ${partner.prefixes.join(", ")}`, device)];
  },
  cases: {
    pass: { given: [device("203.0.113.10", "10.250.0.0/24")], says: ["it leads to operations"] },
    fail: {
      given: [device("203.0.113.10", "10.0.0.0/8")],
      says: ["it carries 10.0.0.0/8; operations has 10.250.0.0/24"],
    },
    absent: {
      given: one("network:LocalNetworkGateway", {}),
      says: ['gatewayIpAddress is absent; it has to be "203.0.113.10" or "203.0.113.11"'],
    },
    unknown: {
      given: one("network:LocalNetworkGateway", { gatewayIpAddress: UNKNOWN }),
      says: ['gatewayIpAddress is not known before the update; it has to be "203.0.113.10" or "203.0.113.11"'],
    },
    notApplicable: otherType("network:LocalNetworkGateway", "network:VirtualNetworkGateway"),
  },
  sabotage: [
    {
      what: "learns routes from a stranger",
      type: "network:LocalNetworkGateway",
      where: ({ inputs }) => inputs["bgpSettings"] !== undefined,
      set: { "bgpSettings.asn": 65500 },
    },
    {
      what: "tells a partner's device no routes",
      type: "network:LocalNetworkGateway",
      where: ({ inputs }) => inputs["bgpSettings"] !== undefined,
      set: { bgpSettings: undefined },
    },
    {
      what: "exchanges no routes with anybody",
      type: "network:VirtualNetworkGateway",
      set: { enableBgp: false },
    },
    {
      what: "sends everything to a partner that has no other way",
      type: "network:VirtualNetworkGateway",
      set: {
        gatewayDefaultSite: {
          id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/localNetworkGateways/a",
        },
      },
    },
    {
      what: "asks a stranger for routes",
      type: "network:LocalNetworkGateway",
      where: ({ inputs }) => inputs["bgpSettings"] !== undefined,
      set: { "bgpSettings.bgpPeeringAddress": "10.250.0.99" },
    },
    {
      what: "lets clients in from anywhere",
      type: "network:VirtualNetworkGateway",
      set: {
        vpnClientConfiguration: {
          vpnClientAddressPool: { addressPrefixes: ["10.99.0.0/24"] },
          vpnAuthenticationTypes: ["Certificate"],
        },
      },
      also: ["network-classified"],
    },
    {
      what: "leads a tunnel to a stranger",
      type: "network:LocalNetworkGateway",
      set: { gatewayIpAddress: "192.0.2.99" },
      also: ["vpn-tunnels-complete"],
    },
    {
      what: "widens what a tunnel carries",
      type: "network:LocalNetworkGateway",
      set: { "localNetworkAddressSpace.addressPrefixes": ["10.0.0.0/8"] },
      alsoOn: { superoffice: ["nothing-else-passes", "required-flows-pass"] },
    },
  ],
});
