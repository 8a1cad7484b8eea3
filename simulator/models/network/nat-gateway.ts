import { NETWORK } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { nameProblems } from "../name-rule";
import { numberAt, objectsAt, textAt } from "../read-body";
import { missing, outside } from "../refusal";
import { zoneProblems } from "../region-check";
import { succeeded, withDefaults, withProperties } from "../stored-body";
import { publicAddressProblems } from "./public-ip-address";

/** Microsoft Learn, nat-gateway/nat-gateway-resource: minutes. */
const idleTimeout = [4, 120] as const;

export const natGateway: ResourceModel = {
  armType: "Microsoft.Network/natGateways",
  check: (write) => {
    const addresses = objectsAt(write.requested, "properties.publicIpAddresses").flatMap(({ path, value }) => {
      const id = textAt(value, "id");
      return id === undefined ? [] : [{ path: `${path}.id`, value: id }];
    });
    return [
      ...missing(write, "location", "sku.name"),
      ...nameProblems(write.id, NETWORK),
      ...zoneProblems(write),
      ...outside(
        numberAt(write.requested, "properties.idleTimeoutInMinutes"),
        idleTimeout,
        "properties.idleTimeoutInMinutes",
      ),
      ...publicAddressProblems(write, addresses),
    ];
  },
  compute: ({ id, requested }) =>
    withProperties(succeeded(withDefaults(requested, { idleTimeoutInMinutes: 4 })), {
      resourceGuid: guidOf(id.text, "resource"),
    }),
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Network/virtualNetworks/subnets"],
    "InUseNatGatewayCannotBeDeleted",
    (name, user) => `NAT gateway ${name} is in use by ${user} and cannot be deleted.`,
  ),
};
