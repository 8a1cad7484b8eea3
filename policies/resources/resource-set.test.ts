import { describe, expect, it } from "vitest";
import { registeredResource } from "./registered-resource";
import { ResourceSet } from "./resource-set";
import { UNKNOWN } from "./unknown";

const urn = (token: string, name: string) => `urn:pulumi:pct-local::deltawerk::${token}::${name}`;
const provider = registeredResource({
  urn: urn("pulumi:providers:azure-native", "cells"),
  inputs: { subscriptionId: "s1" },
});
const group = registeredResource({
  urn: urn("azure-native:resources:ResourceGroup", "group"),
  provider: provider.urn,
  inputs: { resourceGroupName: "rg-1" },
});
const network = registeredResource({
  urn: urn("azure-native:network:VirtualNetwork", "network"),
  provider: provider.urn,
  inputs: { virtualNetworkName: "vnet-1", resourceGroupName: UNKNOWN },
  propertyDependencies: { resourceGroupName: [group.urn] },
});
const subnet = registeredResource({
  urn: urn("deltawerk:network:Spoke$azure-native:network:Subnet", "subnet"),
  provider: provider.urn,
  inputs: { subnetName: "snet-1", virtualNetworkName: UNKNOWN, resourceGroupName: UNKNOWN },
  propertyDependencies: { resourceGroupName: [group.urn], virtualNetworkName: [network.urn] },
});
const endpoint = registeredResource({
  urn: urn("azure-native:network:PrivateEndpoint", "endpoint"),
  provider: provider.urn,
  inputs: {
    privateEndpointName: "pep-1",
    resourceGroupName: "rg-1",
    subnet: { id: UNKNOWN },
    other: `/subscriptions/S1/resourceGroups/RG-1/providers/Microsoft.Network/virtualNetworks/VNET-1/parts/x`,
    far: "/subscriptions/s2/resourceGroups/rg-9",
    open: UNKNOWN,
  },
  propertyDependencies: { subnet: [subnet.urn], open: [subnet.urn, network.urn] },
});
const set = new ResourceSet([provider, group, network, subnet, endpoint], false);

describe("a set of resources before the first update", () => {
  it("works ids out from names, providers and property dependencies", () => {
    expect(set.armIdOf(subnet)).toBe(
      "/subscriptions/s1/resourceGroups/rg-1/providers/Microsoft.Network/virtualNetworks/vnet-1/subnets/snet-1",
    );
    expect(set.parentOf(subnet)).toBe(network);
  });

  it("follows an unknown id to the one resource that it depends on", () => {
    expect(set.reference(endpoint, "subnet.id")).toEqual({ kind: "resource", resource: subnet });
  });

  it("leaves open what could be several, unless the type tells", () => {
    expect(set.reference(endpoint, "open")).toEqual({ kind: "unknown", candidates: [subnet, network] });
    expect(set.reference(endpoint, "open", "network:Subnet")).toEqual({ kind: "resource", resource: subnet });
  });

  it("finds the owner of a part in whatever case, and says what is elsewhere or absent", () => {
    expect(set.reference(endpoint, "other")).toEqual({ kind: "resource", resource: network });
    expect(set.reference(endpoint, "far")).toEqual({ kind: "elsewhere", id: "/subscriptions/s2/resourceGroups/rg-9" });
    expect(set.reference(endpoint, "nothing.id")).toEqual({ kind: "absent" });
  });

  it("knows stack, type and name from the URN", () => {
    expect(subnet).toMatchObject({ stack: "pct-local", type: "network:Subnet", name: "subnet" });
    expect(set.ofType("network:Subnet", "network:VirtualNetwork")).toEqual([subnet, network]);
  });
});
