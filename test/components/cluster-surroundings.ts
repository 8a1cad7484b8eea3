import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as network from "@pulumi/azure-native/network";
import type { Place } from "./place";

/** The way out of the nodes, which leads to a firewall; Azure wants one for the outbound type of our clusters. */
function routes(place: Place) {
  return place.once("routes", () => {
    const { resourceGroupName, location } = place.at();
    return new network.RouteTable(
      `${place.set}-routes`,
      {
        routeTableName: "rt-nodes",
        resourceGroupName,
        location,
        routes: [
          {
            name: "all",
            addressPrefix: "0.0.0.0/0",
            nextHopType: "VirtualAppliance",
            nextHopIpAddress: "10.200.250.4",
          },
        ],
      },
      { provider: place.provider },
    );
  });
}

export function nodeSubnet(place: Place) {
  return place.subnetId("nodes", 0, { routeTable: { id: routes(place).id } });
}

/** What stands around a cluster, each as the target of the roles that the cluster gets on it. */
export function clusterSurroundings(place: Place) {
  const { subscription, provider, set } = place;
  const registry = place.once(
    "registry",
    () =>
      new containerregistry.Registry(
        `${set}-registry`,
        {
          registryName: `cr${set}`,
          resourceGroupName: place.at().resourceGroupName,
          location: place.at().location,
          sku: { name: "Premium" },
        },
        { provider },
      ),
  );
  return {
    network: { name: "around", id: place.network.id, subscription },
    routeTables: [{ name: "around-routes", id: routes(place).id, subscription }],
    privateDnsZone: { name: "around-zone", id: place.zoneId("kubernetes"), subscription },
    registry: { name: "around-registry", id: registry.id, subscription },
  };
}
