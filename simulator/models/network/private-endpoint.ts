import { NETWORK } from "../../../azure/names/name-limits";
import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { objectsAt, textAt, textListAt, type Placed } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { regionName, sameRegion } from "../region-check";
import { succeeded, withProperties } from "../stored-body";
import { takeAddresses } from "./private-address";
import { privateLinkGroups, type PrivateHost } from "./private-link-target";
import { networkIdOf } from "./subnet-use";

const lists = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] as const;

function connectionsOf(body: ArmBody): readonly Placed<ArmObject>[] {
  return lists.flatMap((list) => objectsAt(body, `properties.${list}`));
}

/** The host names that the endpoint answers for. */
export function privateHostsOf(endpoint: ArmBody, cloud: CloudView): readonly PrivateHost[] {
  return connectionsOf(endpoint).flatMap(({ value }) => {
    const serviceId = textAt(value, "properties.privateLinkServiceId") ?? "";
    const service = cloud.get(serviceId);
    if (service === undefined) return [];
    const groups = privateLinkGroups(service.type) ?? {};
    const name = parseResourceId(service.id).name;
    return groupsOf(value).flatMap((group) => groups[group]?.(name, regionName(service.body.location ?? "")) ?? []);
  });
}

function groupsOf(connection: ArmObject): readonly string[] {
  return textListAt(connection, "properties.groupIds");
}

function connectionProblems({ path, value }: Placed<ArmObject>, { cloud }: Write): readonly ArmProblem[] {
  const serviceId = textAt(value, "properties.privateLinkServiceId");
  const target = `${path}.properties`;
  if (serviceId === undefined) {
    return [
      refusal(
        "InvalidRequestContent",
        "A private link service connection needs a privateLinkServiceId.",
        `${target}.privateLinkServiceId`,
      ),
    ];
  }
  const service = cloud.get(serviceId);
  if (service === undefined) return [];
  const known = privateLinkGroups(service.type);
  if (known === undefined) {
    return [
      refusal(
        "PrivateLinkServiceIdNotSupported",
        `Resources of type '${service.type}' have no private link.`,
        `${target}.privateLinkServiceId`,
      ),
    ];
  }
  const allowed = Object.keys(known);
  const wrong = groupsOf(value).filter((group) => !allowed.includes(group));
  return refuseWhen(wrong.length > 0 || groupsOf(value).length !== 1, () =>
    refusal(
      "PrivateEndpointInvalidGroupIds",
      `Call to ${service.type} failed: one group id of ${allowed.join(", ")} is needed, and [${groupsOf(value).join(", ")}] was given.`,
      `${target}.groupIds`,
    ),
  );
}

function subnetProblems({ id, requested, previous, cloud }: Write): readonly ArmProblem[] {
  const subnetId = textAt(requested, "properties.subnet.id") ?? "";
  const network = cloud.get(networkIdOf(subnetId));
  if (network === undefined) return [];
  const needed = privateHostsOf(requested, cloud).length;
  const path = "properties.subnet.id";
  return [
    ...refuseWhen(!sameRegion(network.body.location, requested.location), () =>
      refusal(
        "InvalidResourceReference",
        `Private endpoint ${id.name} must be in '${network.body.location ?? ""}', the region of its virtual network.`,
        path,
      ),
    ),
    ...refuseWhen(previous === undefined && takeAddresses(subnetId, cloud, id.text, needed).length < needed, () =>
      refusal("SubnetIsFull", `Subnet ${subnetId} does not have enough capacity for ${needed} IP addresses.`, path),
    ),
  ];
}

function approved(connection: ArmObject): ArmObject {
  const properties = connection["properties"] as ArmObject;
  const state = { actionsRequired: "None", description: "Auto-approved", status: "Approved" };
  return {
    ...connection,
    properties: { ...properties, privateLinkServiceConnectionState: state, provisioningState: "Succeeded" },
  };
}

function dnsOf({ id, requested, previous, cloud }: Write): readonly ArmObject[] {
  const before = objectsAt(previous?.body ?? {}, "properties.customDnsConfigs").map(({ value }) => value);
  if (before.length > 0) return before;
  const hosts = privateHostsOf(requested, cloud);
  const addresses = takeAddresses(textAt(requested, "properties.subnet.id") ?? "", cloud, id.text, hosts.length);
  return hosts.map(({ fqdn }, index) => ({ fqdn, ipAddresses: [addresses[index] ?? ""] }));
}

export const privateEndpoint: ResourceModel = {
  armType: "Microsoft.Network/privateEndpoints",
  check: (write) => {
    const connections = connectionsOf(write.requested);
    return [
      ...missing(write, "location", "properties.subnet.id"),
      ...nameProblems(write.id, NETWORK),
      ...refuseWhen(connections.length === 0, () =>
        refusal(
          "InvalidRequestContent",
          "A private endpoint needs a private link service connection.",
          "properties.privateLinkServiceConnections",
        ),
      ),
      ...connections.flatMap((connection) => connectionProblems(connection, write)),
      ...subnetProblems(write),
    ];
  },
  compute: (write) => {
    const { id, requested } = write;
    const card = `${id.text.replace(/\/privateEndpoints\/.*/i, "")}/networkInterfaces/${id.name}.nic.${guidOf(id.text, "interface")}`;
    const connections = lists.map((list) => [
      list,
      objectsAt(requested, `properties.${list}`).map(({ value }) => approved(value)),
    ]);
    return withProperties(succeeded(requested), {
      ...(Object.fromEntries(connections) as ArmObject),
      customDnsConfigs: dnsOf(write),
      networkInterfaces: [{ id: card }],
    });
  },
  immutable: ["properties.subnet.id"],
};
