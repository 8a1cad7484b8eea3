import type { ArmProblem } from "../../arm/problem";
import type { ArmResource } from "../../arm/resource";
import { flagAt, objectsAt, textAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import type { PoolInCluster } from "./pool-rules";

/**
 * Whether nodes have the way out that `outboundType` speaks of.
 *
 * Source: Microsoft Learn, aks/egress-outboundtype and aks/egress-udr (2026-08).
 */
export function outboundProblems(asked: PoolInCluster, subnet: ArmResource | undefined): readonly ArmProblem[] {
  const outboundType = textAt(asked.cluster, "properties.networkProfile.outboundType")?.toLowerCase() ?? "loadbalancer";
  const path = `${asked.path}.vnetSubnetID`;
  switch (outboundType) {
    case "userdefinedrouting":
      return [...routeProblems(asked, subnet, path), ...publicAddressProblems(asked)];
    case "managednatgateway":
      return refuseWhen(subnet !== undefined, () =>
        refusal(
          "ManagedNATGatewayWithCustomVNetNotAllowed",
          "outboundType managedNATGateway cannot be used with a virtual network of one's own.",
          "properties.networkProfile.outboundType",
        ),
      );
    case "userassignednatgateway":
      return refuseWhen(subnet === undefined || textAt(subnet.body, "properties.natGateway.id") === undefined, () =>
        refusal(
          "SubnetNotAssociatedWithNATGateway",
          `outboundType userAssignedNATGateway needs a NAT gateway on the subnet of pool '${textAt(asked.pool, "name") ?? ""}'.`,
          path,
        ),
      );
    default:
      return [];
  }
}

/** User-defined routing: a default route must be there before the cluster, and must not lead to the internet. */
function routeProblems({ cloud, pool }: PoolInCluster, subnet: ArmResource | undefined, path: string) {
  const table = cloud.get(textAt(subnet?.body ?? {}, "properties.routeTable.id") ?? "");
  if (table === undefined) {
    const message = `outboundType userDefinedRouting needs a route table on the subnet of pool '${textAt(pool, "name") ?? ""}', and there is none.`;
    return [refusal("ExistingRouteTableNotAssociatedWithSubnet", message, path)];
  }
  const route = objectsAt(table.body, "properties.routes").find(
    ({ value }) => textAt(value, "properties.addressPrefix") === "0.0.0.0/0",
  );
  if (route === undefined) {
    const message = `Route table ${table.id} has no route for 0.0.0.0/0, which outboundType userDefinedRouting needs.`;
    return [refusal("RouteTableMissingDefaultRouteError", message, path)];
  }
  const hop = textAt(route.value, "properties.nextHopType") ?? "";
  return refuseWhen(!["VirtualAppliance", "VirtualNetworkGateway"].includes(hop), () =>
    refusal(
      "RouteTableInvalidNextHop",
      `The default route of ${table.id} leads to ${hop}; it must lead to a VirtualAppliance or a VirtualNetworkGateway.`,
      path,
    ),
  );
}

function publicAddressProblems({ pool, path }: PoolInCluster): readonly ArmProblem[] {
  return refuseWhen(flagAt(pool, "enableNodePublicIP") === true, () =>
    refusal(
      "UDRWithNodePublicIPNotAllowed",
      "outboundType userDefinedRouting cannot be combined with public addresses of nodes.",
      `${path}.enableNodePublicIP`,
    ),
  );
}
