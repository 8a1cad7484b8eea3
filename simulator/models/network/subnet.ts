import { NETWORK } from "../../../azure/names/name-limits";
import { LONGEST_SUBNET_PREFIX, reservedSubnetNamed } from "../../../azure/subnets";
import { isDeepStrictEqual } from "node:util";
import type { ArmProblem } from "../../arm/problem";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { nameProblems } from "../name-rule";
import { flagAt, objectsAt, textAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import { regionName } from "../region-check";
import { succeeded, withDefaults } from "../stored-body";
import {
  addressSpaceOf,
  notationProblems,
  overlapOf,
  subnetPrefixes,
  subnetPrefixTexts,
  within,
} from "./address-space";
import { occupantsOf, subnetUsers } from "./subnet-use";

function prefixProblems(write: Write): readonly ArmProblem[] {
  const { id, requested } = write;
  const texts = subnetPrefixTexts(requested);
  if (texts.length === 0) {
    return [refusal("InvalidRequestContent", `Subnet '${id.name}' has no address prefix.`, "properties.addressPrefix")];
  }
  const path =
    textAt(requested, "properties.addressPrefix") === undefined
      ? "properties.addressPrefixes"
      : "properties.addressPrefix";
  const notation = notationProblems(
    texts.map((value) => ({ path, value })),
    id.text,
  );
  return notation.length > 0 ? notation : placeProblems(write, path);
}

function placeProblems({ id, requested, cloud }: Write, path: string): readonly ArmProblem[] {
  const prefixes = subnetPrefixes(requested);
  const network = cloud.get(id.parent ?? "");
  const longest = reservedSubnetNamed(id.name)?.longestPrefix ?? LONGEST_SUBNET_PREFIX;
  const siblings = cloud
    .children(id.parent ?? "", "Microsoft.Network/virtualNetworks/subnets")
    .filter((other) => other.id.toLowerCase() !== id.key);
  const networkName = id.parent?.split("/").at(-1) ?? "";
  return [
    ...prefixes.flatMap((prefix) =>
      refuseWhen(prefix.length > longest, () =>
        refusal(
          "NetcfgInvalidSubnet",
          `Subnet '${id.name}' needs a prefix of /${longest} or shorter and has ${prefix.text}.`,
          path,
        ),
      ),
    ),
    ...refuseWhen(network !== undefined && !within(addressSpaceOf(network.body), prefixes), () =>
      refusal("NetcfgInvalidSubnet", `Subnet '${id.name}' is not valid in virtual network '${networkName}'.`, path),
    ),
    ...siblings.flatMap((other) =>
      refuseWhen(overlapOf(prefixes, subnetPrefixes(other.body)) !== undefined, () =>
        refusal(
          "NetcfgSubnetRangesOverlap",
          `Subnet '${id.name}' is not valid because its IP address range overlaps with that of an existing subnet ` +
            `'${other.id.split("/").at(-1) ?? ""}' in virtual network '${networkName}'.`,
          path,
        ),
      ),
    ),
  ];
}

/** A network security group and a route table must be in the network's region. */
function regionProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const location = cloud.get(id.parent ?? "")?.body.location;
  return ["properties.networkSecurityGroup.id", "properties.routeTable.id", "properties.natGateway.id"].flatMap(
    (path) => {
      const target = textAt(requested, path);
      const other = target === undefined ? undefined : cloud.get(target)?.body.location;
      if (location === undefined || other === undefined || regionName(location) === regionName(other)) return [];
      const message = `Resource ${target ?? ""} referenced by resource ${id.text} is in '${other}' and must be in '${location}'.`;
      return [refusal("InvalidResourceReference", message, path)];
    },
  );
}

function securityGroupProblems({ id, requested }: Write): readonly ArmProblem[] {
  const group = textAt(requested, "properties.networkSecurityGroup.id");
  const isForbidden = reservedSubnetNamed(id.name)?.securityGroup === "forbidden";
  return refuseWhen(isForbidden && group !== undefined, () =>
    refusal(
      "OperationNotAllowed",
      `Subnet '${id.name}' cannot have a network security group.`,
      "properties.networkSecurityGroup",
    ),
  );
}

function delegationsOf(body: Write["requested"]): readonly string[] {
  return objectsAt(body, "properties.delegations").map(({ value }) => textAt(value, "properties.serviceName") ?? "");
}

/** What cannot change while something is in the subnet, and what can only be set at the start. */
function changeProblems(write: Write): readonly ArmProblem[] {
  const { id, requested, previous, cloud } = write;
  if (previous === undefined) return [];
  const [occupant] = occupantsOf(id.text, cloud);
  const before = delegationsOf(previous.body);
  const after = delegationsOf(requested);
  const outbound = flagAt(requested, "properties.defaultOutboundAccess");
  return [
    ...refuseWhen(occupant !== undefined && !isDeepStrictEqual(before, after), () =>
      refusal(
        "SubnetDelegationsCannotChangeWhenSubnetUsedByResource",
        `Delegations of subnet ${id.text} cannot be changed from [${before.join(", ")}] to [${after.join(", ")}] because it is being used by the resource ${occupant?.id ?? ""}.`,
        "properties.delegations",
        409,
      ),
    ),
    ...refuseWhen(occupant !== undefined && !keepsAddresses(write), () =>
      refusal(
        "InUsePrefixCannotBeDeleted",
        `The address prefix of subnet ${id.name} is used by ${occupant?.id ?? ""} and cannot be taken away.`,
        "properties.addressPrefix",
        409,
      ),
    ),
    ...refuseWhen(
      outbound !== undefined && outbound !== (flagAt(previous.body, "properties.defaultOutboundAccess") ?? true),
      () =>
        refusal(
          "PropertyChangeNotAllowed",
          "defaultOutboundAccess can be set only when the subnet is made.",
          "properties.defaultOutboundAccess",
          409,
        ),
    ),
  ];
}

function keepsAddresses({ requested, previous }: Write): boolean {
  const asked = subnetPrefixes(requested);
  return asked.length === 0 || within(asked, subnetPrefixes(previous?.body ?? {}));
}

export const subnet: ResourceModel = {
  armType: "Microsoft.Network/virtualNetworks/subnets",
  check: (write) => [
    ...nameProblems(write.id, NETWORK),
    ...prefixProblems(write),
    ...regionProblems(write),
    ...securityGroupProblems(write),
    ...changeProblems(write),
  ],
  compute: ({ requested }) =>
    succeeded(
      withDefaults(requested, {
        privateEndpointNetworkPolicies: "Disabled",
        privateLinkServiceNetworkPolicies: "Enabled",
      }),
    ),
  refusedWhileReferenced: refusedWhileUsedBy(
    subnetUsers,
    "InUseSubnetCannotBeDeleted",
    (name, user) =>
      `Subnet ${name} is in use by ${user} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  ),
};
