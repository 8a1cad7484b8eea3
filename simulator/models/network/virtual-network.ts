import { VIRTUAL_NETWORK } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { isArmObject, type ArmBody, type ArmObject } from "../../arm/resource";
import { parseResourceId } from "../../arm/resource-id";
import type { Effect, ResourceModel, Write } from "../../arm/resource-model";
import type { CloudView } from "../../arm/cloud-view";
import { guidOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { flagAt, objectsAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { succeeded, withDefaults, withProperties, withoutProperties } from "../stored-body";
import { addressSpaceOf, addressSpaceProblems, overlapOf, subnetPrefixes, within } from "./address-space";
import { subnet } from "./subnet";
import { occupantsOf } from "./subnet-use";
import { peeringsAfterChange, peersOf } from "./peering-state";

const subnetType = "Microsoft.Network/virtualNetworks/subnets";
const peeringType = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings";

/** The subnets of a network as they are after a write, by id; the network's list is complete, as in Azure. */
function inlineSubnets({ id, requested }: Write): ReadonlyMap<string, ArmBody> {
  return new Map(
    objectsAt(requested, "properties.subnets").map(({ value }) => {
      const { properties } = value;
      return [`${id.text}/subnets/${textAt(value, "name") ?? ""}`, { ...(isArmObject(properties) && { properties }) }];
    }),
  );
}

function removedSubnets(write: Write): readonly string[] {
  if (write.previous === undefined) return [];
  const kept = new Set([...inlineSubnets(write).keys()].map((id) => id.toLowerCase()));
  return write.cloud
    .children(write.id.text, subnetType)
    .map(({ id }) => id)
    .filter((id) => !kept.has(id.toLowerCase()));
}

/** Each subnet is judged as if it were written alone, beside those that come before it in the list. */
function subnetProblems(write: Write): readonly ArmProblem[] {
  const listed = inlineSubnets(write);
  return [...listed].flatMap(([id, body], index) => {
    const previous = write.cloud.get(id);
    const cloud = besides(write, [...listed].slice(0, index));
    const asked = { id: parseResourceId(id), requested: body, cloud };
    const problems = subnet.check?.({ ...asked, ...(previous !== undefined && { previous }) }) ?? [];
    return problems.map((problem) => ({ ...problem, target: `properties.subnets[${index}].${problem.target ?? ""}` }));
  });
}

/** The cloud as it is while the subnets of a request are judged one after another. */
function besides({ id, requested, cloud }: Write, earlier: readonly (readonly [string, ArmBody])[]): CloudView {
  const network = { id: id.text, type: id.type, body: requested };
  const subnets = earlier.map(([subnetId, body]) => ({ id: subnetId, type: subnetType, body }));
  return {
    now: cloud.now,
    get: (asked) => (asked.toLowerCase() === id.key ? network : cloud.get(asked)),
    children: (parent, type) =>
      parent.toLowerCase() === id.key && type === subnetType ? subnets : cloud.children(parent, type),
    ofType: (type, scope) => cloud.ofType(type, scope),
    referencesTo: (asked) => cloud.referencesTo(asked),
    softDeleted: (type) => cloud.softDeleted(type),
    tenantOf: (subscription) => cloud.tenantOf(subscription),
  };
}

function removalProblems(write: Write): readonly ArmProblem[] {
  return removedSubnets(write).flatMap((id) => {
    const [occupant] = occupantsOf(id, write.cloud);
    if (occupant === undefined) return [];
    const name = id.split("/").at(-1) ?? "";
    const message = `Subnet ${name} is in use by ${occupant.id} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`;
    return [refusal("InUseSubnetCannotBeDeleted", message, "properties.subnets", 409)];
  });
}

/** A smaller address space must still hold the subnets, and a larger one must not run into that of a peer. */
function changeProblems(write: Write): readonly ArmProblem[] {
  const { id, requested, previous, cloud } = write;
  if (previous === undefined) return [];
  const space = addressSpaceOf(requested);
  const removed = new Set(removedSubnets(write));
  const outside = cloud
    .children(id.text, subnetType)
    .filter((each) => !removed.has(each.id) && !within(space, subnetPrefixes(each.body)));
  const clash = peersOf(id.text, cloud).find((peer) => overlapOf(space, addressSpaceOf(peer.body)) !== undefined);
  return [
    ...outside.map((each) =>
      refusal(
        "InUsePrefixCannotBeDeleted",
        `The address space of ${id.name} does not hold its subnet ${each.id} any more.`,
        "properties.addressSpace",
        409,
      ),
    ),
    ...refuseWhen(clash !== undefined, () =>
      refusal(
        "VnetAddressSpacesOverlap",
        `The address space of ${id.name} overlaps with that of its peer ${clash?.id ?? ""}.`,
        "properties.addressSpace",
      ),
    ),
  ];
}

function ddosProblems({ requested }: Write): readonly ArmProblem[] {
  const enabled = flagAt(requested, "properties.enableDdosProtection") === true;
  return refuseWhen(enabled && textAt(requested, "properties.ddosProtectionPlan.id") === undefined, () =>
    refusal(
      "DdosProtectionPlanRequired",
      "enableDdosProtection needs a ddosProtectionPlan.",
      "properties.ddosProtectionPlan",
    ),
  );
}

function subnetEffects(write: Write): readonly Effect[] {
  const puts = [...inlineSubnets(write)].map(([id, requested]): Effect => {
    const asked = { id: parseResourceId(id), requested, cloud: write.cloud };
    return { kind: "put", id, body: subnet.compute(asked) };
  });
  return [...puts, ...removedSubnets(write).map((id): Effect => ({ kind: "delete", id }))];
}

function listed(id: string, type: string, cloud: CloudView): readonly ArmObject[] {
  return cloud
    .children(id, type)
    .map((child) => ({ id: child.id, name: child.id.split("/").at(-1), type, ...child.body }));
}

export const virtualNetwork: ResourceModel = {
  armType: "Microsoft.Network/virtualNetworks",
  check: (write) => [
    ...missing(write, "location", "properties.addressSpace.addressPrefixes"),
    ...nameProblems(write.id, VIRTUAL_NETWORK),
    ...addressSpaceProblems(write.requested, write.id.text),
    ...subnetProblems(write),
    ...removalProblems(write),
    ...changeProblems(write),
    ...ddosProblems(write),
  ],
  compute: ({ id, requested }) =>
    withProperties(
      succeeded(
        withDefaults(withoutProperties(requested, "subnets", "virtualNetworkPeerings"), {
          enableDdosProtection: false,
        }),
      ),
      {
        resourceGuid: guidOf(id.text, "resource"),
      },
    ),
  view: ({ id, body }, cloud) =>
    withProperties(body, {
      subnets: listed(id, subnetType, cloud),
      virtualNetworkPeerings: listed(id, peeringType, cloud),
    }),
  effects: (write, computed) => [...subnetEffects(write), ...peeringsAfterChange(write, computed)],
};
