import type { Resource, ResourceTransformation } from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { HubNetwork, type HubNetworkArgs } from "./hub-network";
import type { Segment } from "./segment";

const toFirewall = [{ name: "everything", prefix: "0.0.0.0/0", nextHop: "firewall" }] as const;

const SEGMENTS: readonly Segment[] = [
  { key: "management", zone: "management", prefix: "10.0.1.0/26", holds: "private-endpoints", routes: toFirewall },
  {
    key: "firewall",
    zone: "hub",
    reservedName: "AzureFirewallSubnet",
    prefix: "10.0.0.0/26",
    holds: "firewall",
    routes: [{ name: "internet", prefix: "0.0.0.0/0", nextHop: "internet" }],
  },
  {
    key: "gateway",
    zone: "hub",
    reservedName: "GatewaySubnet",
    prefix: "10.0.0.128/26",
    holds: "vpn-gateway",
    routes: [{ name: "cell-01", prefix: "10.1.0.0/20", nextHop: "firewall" }],
  },
  { key: "backup", zone: "backup", prefix: "10.0.1.64/26", holds: "private-endpoints", securityRules: [] },
];

const args: HubNetworkArgs = {
  scope: { platform: "coachview", environment: "local", site: "weu" },
  resourceGroupName: "rg",
  location: "westeurope",
  tags: { platform: "coachview" },
  workspaceId: "workspace",
  prefix: "10.0.0.0/22",
  segments: SEGMENTS,
  firewallAddress: "10.0.0.4",
  flowLogs: {
    watcher: { name: "watcher", resourceGroupName: "rg-watcher" },
    store: { id: "archive", writerId: "writer" },
    retentionDays: 365,
  },
  after: [],
};

describe("HubNetwork", () => {
  let resources: readonly RecordedResource[];
  const dependencies = new Map<string, readonly string[]>();
  const names = new Map<Resource, string>();
  const inputsOf = (name: string) => resources.find((resource) => resource.name === name)?.inputs;

  beforeAll(async () => {
    const note: ResourceTransformation = ({ resource, name, opts }) => {
      names.set(resource, name);
      const after = opts.dependsOn === undefined ? [] : [opts.dependsOn].flat();
      dependencies.set(
        name,
        after.map((one) => names.get(one as Resource) ?? "a resource that came later"),
      );
      return undefined;
    };
    resources = await recordResources(
      (options) => new HubNetwork("hub", args, { transformations: [...(options.transformations ?? []), note] }),
    );
  });

  it("has exactly these children", () => {
    expect(resources.map(({ type, name }) => [type, name])).toEqual([
      ["deltawerk:network:HubNetwork", "hub"],
      ["azure-native:network:VirtualNetwork", "hub-network"],
      ["azure-native:network:RouteTable", "hub-firewall-routes"],
      ["azure-native:network:Subnet", "hub-firewall-subnet"],
      ["deltawerk:network:NetworkSecurityGroup", "hub-backup-nsg"],
      ["azure-native:network:NetworkSecurityGroup", "hub-backup-nsg-group"],
      ["azure-native:monitor:DiagnosticSetting", "hub-backup-nsg-diagnostics"],
      ["azure-native:network:Subnet", "hub-backup-subnet"],
      ["azure-native:network:RouteTable", "hub-management-routes"],
      ["azure-native:network:Subnet", "hub-management-subnet"],
      ["azure-native:network:RouteTable", "hub-gateway-routes"],
      ["azure-native:network:Subnet", "hub-gateway-subnet"],
      ["azure-native:network:FlowLog", "hub-flow-log"],
      ["azure-native:monitor:DiagnosticSetting", "hub-diagnostics"],
    ]);
  });

  it("lists no subnets in the network, which would delete those of their own", () => {
    expect(inputsOf("hub-network")).toMatchObject({
      virtualNetworkName: "vnet-cvl-weu-hub",
      resourceGroupName: "rg",
      location: "westeurope",
      addressSpace: { addressPrefixes: ["10.0.0.0/22"] },
      tags: { platform: "coachview" },
    });
    expect(inputsOf("hub-network")).not.toHaveProperty("subnets");
  });

  it("writes one subnet after the other, those that need no firewall first", () => {
    expect([...dependencies].filter(([name]) => name.endsWith("-subnet"))).toEqual([
      ["hub-firewall-subnet", []],
      ["hub-backup-subnet", ["hub-firewall-subnet"]],
      ["hub-management-subnet", ["hub-backup-subnet"]],
      ["hub-gateway-subnet", ["hub-management-subnet"]],
    ]);
  });

  it("keeps Azure's reserved names and leaves services with addresses of their own a way out", () => {
    expect(inputsOf("hub-firewall-subnet")).toEqual({
      subnetName: "AzureFirewallSubnet",
      virtualNetworkName: "vnet-cvl-weu-hub",
      resourceGroupName: "rg",
      addressPrefix: "10.0.0.0/26",
      privateEndpointNetworkPolicies: "Disabled",
      privateLinkServiceNetworkPolicies: "Enabled",
      routeTable: { id: "hub-firewall-routes-id" },
    });
    expect(inputsOf("hub-backup-subnet")).toEqual({
      subnetName: "snet-cvl-weu-bak",
      virtualNetworkName: "vnet-cvl-weu-hub",
      resourceGroupName: "rg",
      addressPrefix: "10.0.1.64/26",
      privateEndpointNetworkPolicies: "Enabled",
      privateLinkServiceNetworkPolicies: "Enabled",
      defaultOutboundAccess: false,
      networkSecurityGroup: { id: "hub-backup-nsg-group-id" },
    });
  });

  it.each([
    ["firewall", false, { nextHopType: "Internet" }],
    ["gateway", false, { nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" }],
    ["management", true, { nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" }],
  ])("routes the %s segment; routes from the gateway withheld: %s", (key, withheld, route) => {
    expect(inputsOf(`hub-${key}-routes`)).toMatchObject({ disableBgpRoutePropagation: withheld, routes: [route] });
  });

  it("refuses what a security group does not allow", () => {
    expect(inputsOf("hub-backup-nsg-group")).toMatchObject({
      networkSecurityGroupName: "nsg-cvl-weu-bak",
      securityRules: [
        { direction: "Inbound", access: "Deny", priority: 4096 },
        { direction: "Outbound", access: "Deny", priority: 4096 },
      ],
    });
  });

  it("keeps its flows for a year", () => {
    expect(inputsOf("hub-flow-log")).toMatchObject({
      networkWatcherName: "watcher",
      resourceGroupName: "rg-watcher",
      targetResourceId: "hub-network-id",
      storageId: "archive",
      identity: { type: "UserAssigned", userAssignedIdentities: ["writer"] },
      retentionPolicy: { enabled: true, days: 365 },
    });
  });
});
