import { NETWORK } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { addressNumber } from "../ip-prefix";
import { nameProblems } from "../name-rule";
import { objectAt, textAt, textsAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { succeeded, withProperties } from "../stored-body";
import { notationProblems } from "./address-space";

export const localGatewayType = "Microsoft.Network/localNetworkGateways";

export const localNetworkGateway: ResourceModel = {
  armType: localGatewayType,
  check: (write) => {
    const { id, requested } = write;
    const address = textAt(requested, "properties.gatewayIpAddress");
    const prefixes = textsAt(requested, "properties.localNetworkAddressSpace.addressPrefixes");
    return [
      ...missing(write, "location"),
      ...nameProblems(id, NETWORK),
      ...refuseWhen((address === undefined) === (textAt(requested, "properties.fqdn") === undefined), () =>
        refusal(
          "InvalidRequestFormat",
          "A local network gateway has either a gatewayIpAddress or an fqdn.",
          "properties.gatewayIpAddress",
        ),
      ),
      ...refuseWhen(address !== undefined && addressNumber(address) === undefined, () =>
        refusal("InvalidParameter", `'${address ?? ""}' is no IPv4 address.`, "properties.gatewayIpAddress"),
      ),
      ...refuseWhen(prefixes.length === 0 && objectAt(requested, "properties.bgpSettings") === undefined, () =>
        refusal(
          "InvalidRequestFormat",
          "A local network gateway without BGP needs a localNetworkAddressSpace.",
          "properties.localNetworkAddressSpace",
        ),
      ),
      ...notationProblems(prefixes, id.text),
    ];
  },
  compute: ({ id, requested }) => withProperties(succeeded(requested), { resourceGuid: guidOf(id.text, "resource") }),
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Network/connections"],
    "LocalNetworkGatewayCannotBeDeleted",
    (name, user) => `Local network gateway ${name} cannot be deleted while the connection ${user} uses it.`,
  ),
};
