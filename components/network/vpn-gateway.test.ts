import { beforeAll, describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { SiteLink } from "./site-link";
import { VpnGateway } from "./vpn-gateway";

const ipsec = {
  ikeEncryption: "GCMAES256",
  ikeIntegrity: "SHA384",
  dhGroup: "ECP384",
  ipsecEncryption: "GCMAES256",
  ipsecIntegrity: "GCMAES256",
  pfsGroup: "ECP384",
  lifetimeSeconds: 27_000,
  lifetimeKilobytes: 102_400_000,
};
const ipsecPolicies = [
  {
    ikeEncryption: "GCMAES256",
    ikeIntegrity: "SHA384",
    dhGroup: "ECP384",
    ipsecEncryption: "GCMAES256",
    ipsecIntegrity: "GCMAES256",
    pfsGroup: "ECP384",
    saLifeTimeSeconds: 27_000,
    saDataSizeKilobytes: 102_400_000,
  },
];
const partner = { partner: "operations", prefixes: ["10.250.0.0/24"] };

describe("VpnGateway", () => {
  let resources: readonly RecordedResource[];
  let keys: readonly string[];
  const inputsOf = (name: string) => resources.find((resource) => resource.name === name)?.inputs;

  beforeAll(async () => {
    resources = await recordResources((options) => {
      const gateway = new VpnGateway(
        "vpn",
        {
          scope: { platform: "superoffice", environment: "production", site: "noe" },
          resourceGroupName: "rg",
          location: "norwayeast",
          tags: {},
          workspaceId: "workspace",
          subnetId: "gateway-subnet",
          sku: "VpnGw2AZ",
          zones: ["1", "2", "3"],
          asn: 64_602,
          ipsec,
          partners: [
            { ...partner, number: 1, address: "203.0.113.10" },
            { ...partner, number: 2, address: "203.0.113.11", bgp: { asn: 65_010, peer: "10.250.0.1" } },
          ],
        },
        options,
      );
      keys = Object.keys(gateway.preSharedKeys);
    });
  });

  it("has two instances with zone-redundant addresses, both carrying traffic", () => {
    expect(inputsOf("vpn-gateway")).toMatchObject({
      virtualNetworkGatewayName: "vgw-sop-noe-vpn",
      gatewayType: "Vpn",
      vpnType: "RouteBased",
      sku: { name: "VpnGw2AZ", tier: "VpnGw2AZ" },
      vpnGatewayGeneration: "Generation2",
      activeActive: true,
      enableBgp: true,
      bgpSettings: { asn: 64_602 },
      ipConfigurations: [1, 2].map((instance) => ({
        name: `instance-${instance}`,
        publicIPAddress: { id: `vpn-address-${instance}-address-id` },
        subnet: { id: "gateway-subnet" },
      })),
    });
    expect(inputsOf("vpn-address-2-address")).toMatchObject({
      publicIpAddressName: "pip-sop-noe-vpn--2",
      sku: { name: "Standard", tier: "Regional" },
      publicIPAllocationMethod: "Static",
      zones: ["1", "2", "3"],
    });
  });

  it("has a tunnel with a key of its own to each device", () => {
    expect(keys).toEqual(["operations-1", "operations-2"]);
    for (const number of [1, 2]) {
      expect(inputsOf(`vpn-operations-${number}-connection`)).toMatchObject({
        virtualNetworkGatewayConnectionName: `con-sop-noe-vpn--operations-${number}`,
        connectionType: "IPsec",
        connectionProtocol: "IKEv2",
        virtualNetworkGateway1: { id: "vpn-gateway-id" },
        localNetworkGateway2: { id: `vpn-operations-${number}-device-id` },
        enableBgp: number === 2,
        ipsecPolicies,
        usePolicyBasedTrafficSelectors: false,
      });
    }
  });

  it("tells a device's prefixes to the gateway, unless the device does by BGP", () => {
    expect(inputsOf("vpn-operations-1-device")).toMatchObject({
      gatewayIpAddress: "203.0.113.10",
      localNetworkAddressSpace: { addressPrefixes: ["10.250.0.0/24"] },
    });
    const second = inputsOf("vpn-operations-2-device");
    expect(second).toMatchObject({ bgpSettings: { asn: 65_010, bgpPeeringAddress: "10.250.0.1" } });
    expect(second).not.toHaveProperty("localNetworkAddressSpace");
  });
});

describe("SiteLink", () => {
  it("joins two gateways in both directions with one key", async () => {
    const end = (site: string) => ({ site, gatewayId: `vgw-${site}`, resourceGroupName: `rg-${site}`, location: site });
    const resources = await recordResources(
      (options) =>
        new SiteLink(
          "link",
          {
            scope: { platform: "superoffice", environment: "production" },
            ends: [end("noe"), end("now")],
            ipsec,
            tags: {},
          },
          options,
        ),
    );
    const connections = resources.filter(({ type }) => type.endsWith(":VirtualNetworkGatewayConnection"));
    const inputs = connections.map((connection) => connection.inputs);
    expect(inputs).toMatchObject(
      [
        ["noe", "now"],
        ["now", "noe"],
      ].map(([from, to]) => ({
        virtualNetworkGatewayConnectionName: `con-sop-${from}-vpn--to-${to}`,
        resourceGroupName: `rg-${from}`,
        connectionType: "Vnet2Vnet",
        virtualNetworkGateway1: { id: `vgw-${from}` },
        virtualNetworkGateway2: { id: `vgw-${to}` },
        enableBgp: true,
        ipsecPolicies,
      })),
    );
    expect(resources.filter(({ type }) => type.startsWith("random:"))).toHaveLength(1);
    expect(inputs[0]?.["sharedKey"]).toEqual(inputs[1]?.["sharedKey"]);
    expect(inputs[0]?.["sharedKey"]).toBeDefined();
  });
});
