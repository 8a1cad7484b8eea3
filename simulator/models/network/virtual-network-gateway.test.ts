import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { changed, makeAddress, makeNetwork } from "./network-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const local = "Microsoft.Network/localNetworkGateways/partner";
const device = { gatewayIpAddress: "203.0.113.10", localNetworkAddressSpace: { addressPrefixes: ["10.250.0.0/24"] } };
const policy = {
  dhGroup: "DHGroup14",
  ikeEncryption: "AES256",
  ikeIntegrity: "SHA256",
  ipsecEncryption: "GCMAES256",
  ipsecIntegrity: "GCMAES256",
  pfsGroup: "PFS2048",
  saDataSizeKilobytes: 102400000,
  saLifeTimeSeconds: 27000,
} satisfies ArmObject;

/** An active-active gateway in a network of its own. */
async function gatewayBody(name: string, space: string): Promise<ArmBody> {
  const subnet = await makeNetwork(cloud, { GatewaySubnet: space.replace("/16", "/27") }, { name, space });
  const configurations = ["a", "b"].map(async (each) => ({
    name: each,
    properties: {
      subnet: { id: subnet("GatewaySubnet") },
      publicIPAddress: { id: await makeAddress(cloud, `${name}-${each}`) },
    },
  }));
  return {
    location: "westeurope",
    properties: {
      gatewayType: "Vpn",
      vpnType: "RouteBased",
      activeActive: true,
      sku: { name: "VpnGw1AZ", tier: "VpnGw1AZ" },
      ipConfigurations: await Promise.all(configurations),
    },
  };
}

async function makeGateway(name: string, space: string): Promise<string> {
  const id = cloud.id(`Microsoft.Network/virtualNetworkGateways/${name}`);
  await cloud.put(id, await gatewayBody(name, space));
  return id;
}

describe("a VPN gateway", () => {
  it.each<[string, ArmObject, string[]]>([
    ["active-active", {}, []],
    ["of a SKU without zones", { sku: { name: "VpnGw1", tier: "VpnGw1" } }, ["NonAzSkusNotAllowedForVPNGateway"]],
    ["of type ExpressRoute", { gatewayType: "ExpressRoute" }, ["NotModelled"]],
    ["policy-based", { vpnType: "PolicyBased" }, ["InvalidParameter"]],
    ["with one instance and two configurations", { activeActive: false }, ["InvalidParameter"]],
    ["with a reserved number", { bgpSettings: { asn: 65518 } }, ["InvalidParameter"]],
  ])("%s", async (_, change, codes) => {
    const body = changed(await gatewayBody("gw", "10.0.0.0/16"), change);
    expect(await cloud.refusals(cloud.id("Microsoft.Network/virtualNetworkGateways/gw"), body)).toEqual(codes);
  });

  it("is alone in its network, and does not change its type", async () => {
    const body = await gatewayBody("gw", "10.0.0.0/16");
    await cloud.put(cloud.id("Microsoft.Network/virtualNetworkGateways/gw"), body);
    const second = await cloud.refusals(cloud.id("Microsoft.Network/virtualNetworkGateways/second"), body);
    expect(second).toEqual(["Conflict", "PublicIPAddressInUse", "PublicIPAddressInUse"]);
  });

  it("needs addresses with zones", async () => {
    const body = await gatewayBody("gw", "10.0.0.0/16");
    const plain = await makeAddress(cloud, "plain", { zones: [] });
    const [first, last] = (body.properties?.["ipConfigurations"] ?? []) as readonly [ArmObject, ArmObject];
    const replaced = { ...last, properties: { ...(last["properties"] as ArmObject), publicIPAddress: { id: plain } } };
    const asked = changed(body, { ipConfigurations: [first, replaced] });
    expect(await cloud.refusals(cloud.id("Microsoft.Network/virtualNetworkGateways/gw"), asked)).toEqual([
      "VmssVpnGatewayPublicIpsMustHaveZonesConfigured",
    ]);
  });
});

describe("a local network gateway", () => {
  it.each<[string, ArmObject, string[]]>([
    ["with an address", device, []],
    ["with an address and a name", { ...device, fqdn: "vpn.example" }, ["InvalidRequestFormat"]],
    ["without prefixes", { gatewayIpAddress: "203.0.113.10" }, ["InvalidRequestFormat"]],
    [
      "with host bits",
      { ...device, localNetworkAddressSpace: { addressPrefixes: ["10.250.0.1/24"] } },
      ["InvalidCIDRNotation"],
    ],
  ])("%s", async (_, properties, codes) => {
    expect(await cloud.refusals(cloud.id(local), { location: "westeurope", properties })).toEqual(codes);
  });
});

describe("a connection", () => {
  const toPartner = "Microsoft.Network/connections/partner";

  async function partnerBody(change: ArmObject = {}): Promise<ArmBody> {
    const gateway = await makeGateway("gw", "10.0.0.0/16");
    await cloud.put(cloud.id(local), { location: "westeurope", properties: device });
    return {
      location: "westeurope",
      properties: {
        connectionType: "IPsec",
        virtualNetworkGateway1: { id: gateway },
        localNetworkGateway2: { id: cloud.id(local) },
        sharedKey: "a key of some length",
        ipsecPolicies: [policy],
        ...change,
      },
    };
  }

  it.each<[string, ArmObject, string[]]>([
    ["with all it needs", {}, []],
    ["without a key", { sharedKey: undefined }, ["InvalidRequestContent"]],
    ["with a key that cannot be typed", { sharedKey: "sleutel\u00e9" }, ["InvalidParameter"]],
    ["with half a policy", { ipsecPolicies: [{ ...policy, pfsGroup: undefined }] }, ["InvalidRequestContent"]],
    [
      "with a GCM cipher and another integrity",
      { ipsecPolicies: [{ ...policy, ipsecIntegrity: "SHA256" }] },
      ["InvalidParameter"],
    ],
    ["with too short a lifetime", { ipsecPolicies: [{ ...policy, saLifeTimeSeconds: 60 }] }, ["InvalidParameter"]],
    ["of a type that is not modelled", { connectionType: "ExpressRoute" }, ["NotModelled"]],
  ])("%s", async (_, change, codes) => {
    expect(await cloud.refusals(cloud.id(toPartner), await partnerBody(change))).toEqual(codes);
  });

  it("never answers its key, and keeps its gateways", async () => {
    const made = await cloud.put(cloud.id(toPartner), await partnerBody());
    expect(JSON.stringify(made)).not.toMatch(/a key of some length|sharedKey/);
    expect(await cloud.refusalsToRemove(cloud.id("Microsoft.Network/virtualNetworkGateways/gw"))).toEqual([
      "VirtualNetworkGatewayCannotBeDeleted",
    ]);
    expect(await cloud.refusalsToRemove(cloud.id(local))).toEqual(["LocalNetworkGatewayCannotBeDeleted"]);
  });

  describe("to a second device of a partner", () => {
    const toSecond = "Microsoft.Network/connections/second";
    const second = "Microsoft.Network/localNetworkGateways/second";
    const bgp = (asn: number, bgpPeeringAddress: string): ArmObject => ({ bgpSettings: { asn, bgpPeeringAddress } });

    /** Both devices with what is given, and a connection to each by BGP where they have a number. */
    async function joined(first: ArmObject, other: ArmObject, gateway: ArmObject = { enableBgp: true }) {
      const vgw = cloud.id("Microsoft.Network/virtualNetworkGateways/gw");
      await cloud.put(vgw, changed(await gatewayBody("gw", "10.0.0.0/16"), gateway));
      const at = { location: "westeurope" };
      await cloud.put(cloud.id(local), { ...at, properties: { gatewayIpAddress: "203.0.113.10", ...first } });
      await cloud.put(cloud.id(second), { ...at, properties: { gatewayIpAddress: "203.0.113.11", ...other } });
      const body = (device: string, properties: ArmObject): ArmBody => ({
        ...at,
        properties: {
          connectionType: "IPsec",
          virtualNetworkGateway1: { id: vgw },
          localNetworkGateway2: { id: cloud.id(device) },
          sharedKey: "k",
          enableBgp: "bgpSettings" in properties,
        },
      });
      const made = await cloud.refusals(cloud.id(toPartner), body(local, first));
      return [made, await cloud.refusals(cloud.id(toSecond), body(second, other))];
    }
    const space = (prefix: string): ArmObject => ({ localNetworkAddressSpace: { addressPrefixes: [prefix] } });

    it("needs other networks where routes are static", async () => {
      expect(await joined(space("10.250.0.0/24"), space("10.250.1.0/24"))).toEqual([[], []]);
    });

    it("is refused with static routes to the same networks", async () => {
      expect(await joined(space("10.250.0.0/24"), space("10.250.0.128/25"))).toEqual([
        [],
        ["LocalNetworkGatewayAddressSpacesOverlap"],
      ]);
    });

    it("leads to the same networks by BGP, from a peer of its own", async () => {
      expect(await joined(bgp(65_010, "10.250.0.2"), bgp(65_010, "10.250.0.3"))).toEqual([[], []]);
    });

    it("is refused with the first one's peer", async () => {
      expect(await joined(bgp(65_010, "10.250.0.2"), bgp(65_010, "10.250.0.2"))).toEqual([
        [],
        ["LocalNetworkGatewayBgpPeerInUse"],
      ]);
    });

    it("is refused where the gateway speaks no BGP, or has the same number", async () => {
      const peers = [bgp(65_010, "10.250.0.2"), bgp(65_515, "10.250.0.3")] as const;
      expect(await joined(...peers, {})).toEqual([["InvalidParameter"], ["InvalidParameter"]]);
    });

    it("is refused where it has the gateway's own number", async () => {
      const peers = [bgp(65_010, "10.250.0.2"), bgp(65_515, "10.250.0.3")] as const;
      expect(await joined(...peers)).toEqual([[], ["InvalidParameter"]]);
    });
  });

  it("between two networks stands once both ends have the same key", async () => {
    const [one, two] = [await makeGateway("one", "10.0.0.0/16"), await makeGateway("two", "10.1.0.0/16")];
    const body = (from: string, to: string, sharedKey: string): ArmBody => ({
      location: "westeurope",
      properties: {
        connectionType: "Vnet2Vnet",
        virtualNetworkGateway1: { id: from },
        virtualNetworkGateway2: { id: to },
        sharedKey,
      },
    });
    const [there, back] = [
      cloud.id("Microsoft.Network/connections/there"),
      cloud.id("Microsoft.Network/connections/back"),
    ];
    const status = (id: string): unknown => valueAt(cloud.get(id)?.body ?? {}, "properties.connectionStatus");
    await cloud.put(there, body(one, two, "same"));
    await cloud.put(back, body(two, one, "other"));
    expect([status(there), status(back)]).toEqual(["NotConnected", "NotConnected"]);
    await cloud.put(back, body(two, one, "same"));
    expect([status(there), status(back)]).toEqual(["Connected", "Connected"]);
  });

  it("between overlapping networks is refused", async () => {
    const [one, two] = [await makeGateway("one", "10.0.0.0/16"), await makeGateway("two", "10.0.0.0/16")];
    const properties = {
      connectionType: "Vnet2Vnet",
      virtualNetworkGateway1: { id: one },
      virtualNetworkGateway2: { id: two },
      sharedKey: "k",
    };
    expect(await cloud.refusals(cloud.id(toPartner), { location: "westeurope", properties })).toEqual([
      "VnetAddressSpacesOverlap",
    ]);
  });
});
