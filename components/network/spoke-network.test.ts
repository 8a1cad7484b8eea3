import { describe, expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { SpokeNetwork, type SpokeNetworkArgs } from "./spoke-network";

const args = (hasGateway: boolean, tenant?: string): SpokeNetworkArgs => ({
  scope: { platform: "superoffice", environment: "production", site: "noe", cell: 1 },
  ...(tenant !== undefined && { tenant }),
  resourceGroupName: "rg-cell",
  location: "norwayeast",
  tags: {},
  workspaceId: "workspace",
  prefix: "10.1.0.0/21",
  segments: [
    {
      key: "application",
      zone: "application",
      prefix: "10.1.1.0/24",
      holds: "nodes",
      securityRules: [],
      routes: [{ name: "everything", prefix: "0.0.0.0/0", nextHop: "firewall" }],
    },
    { key: "data-ab12", zone: "data", tenant: "ab12", prefix: "10.1.4.0/28", holds: "private-endpoints" },
  ],
  hub: {
    networkId: "hub-id",
    networkName: "vnet-sop-noe-hub",
    resourceGroupName: "rg-hub",
    firewallAddress: "10.0.0.4",
    hasGateway,
  },
  after: [],
  privateDns: { zoneNames: ["privatelink.database.windows.net"], resourceGroupName: "rg-dns" },
  flowLogs: {
    watcher: { name: "watcher", resourceGroupName: "rg-watcher" },
    store: { id: "flows", writerId: "writer" },
    retentionDays: 366,
  },
});

async function record(given: SpokeNetworkArgs) {
  const resources = await recordResources((options) => new SpokeNetwork("spoke", given, options));
  return {
    names: resources.map(({ name }) => name),
    inputsOf: (name: string) => resources.find((resource) => resource.name === name)?.inputs,
  };
}

describe("SpokeNetwork", () => {
  it("has exactly these children", async () => {
    expect((await record(args(true))).names).toEqual([
      "spoke",
      "spoke-network",
      "spoke-data-ab12-subnet",
      "spoke-application-nsg",
      "spoke-application-nsg-group",
      "spoke-application-nsg-diagnostics",
      "spoke-application-routes",
      "spoke-application-subnet",
      "spoke-peering",
      "spoke-peering-from-hub",
      "spoke-peering-to-hub",
      "spoke-privatelink.database.windows.net",
      "spoke-flow-log",
      "spoke-diagnostics",
    ]);
  });

  it.each([true, false])("peers both ways; the hub has a gateway: %s", async (hasGateway) => {
    const { inputsOf } = await record(args(hasGateway));
    expect(inputsOf("spoke-peering-from-hub")).toEqual({
      virtualNetworkPeeringName: "peer-sop-noe-01-net",
      virtualNetworkName: "vnet-sop-noe-hub",
      resourceGroupName: "rg-hub",
      remoteVirtualNetwork: { id: "spoke-network-id" },
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: true,
      allowGatewayTransit: hasGateway,
      useRemoteGateways: false,
    });
    expect(inputsOf("spoke-peering-to-hub")).toEqual({
      virtualNetworkPeeringName: "peer-sop-noe-01-hub",
      virtualNetworkName: "vnet-sop-noe-01-net",
      resourceGroupName: "rg-cell",
      remoteVirtualNetwork: { id: "hub-id" },
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: true,
      allowGatewayTransit: false,
      useRemoteGateways: hasGateway,
    });
  });

  it("resolves private names itself, and registers none", async () => {
    const { inputsOf } = await record(args(true));
    expect(inputsOf("spoke-privatelink.database.windows.net")).toEqual({
      virtualNetworkLinkName: "vnl-sop-noe-01-net",
      privateZoneName: "privatelink.database.windows.net",
      resourceGroupName: "rg-dns",
      location: "global",
      virtualNetwork: { id: "spoke-network-id" },
      registrationEnabled: false,
      tags: {},
    });
    expect(inputsOf("spoke-network")).not.toHaveProperty("dhcpOptions");
  });

  it("keeps its flows for as long as Azure does at most", async () => {
    const { inputsOf } = await record(args(true));
    expect(inputsOf("spoke-flow-log")).toMatchObject({
      storageId: "flows",
      retentionPolicy: { enabled: true, days: 365 },
    });
  });

  it("carries a tenant in every name of its own network", async () => {
    const { inputsOf } = await record(args(true, "ab12"));
    expect([
      inputsOf("spoke-network")?.["virtualNetworkName"],
      inputsOf("spoke-peering-from-hub")?.["virtualNetworkPeeringName"],
      inputsOf("spoke-privatelink.database.windows.net")?.["virtualNetworkLinkName"],
    ]).toEqual(["vnet-sop-noe-01-ab12-net", "peer-sop-noe-01-ab12-net", "vnl-sop-noe-01-ab12-net"]);
  });
});
