import { NETWORK } from "../../../azure/names/name-limits";
import { isDeepStrictEqual } from "node:util";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { parseResourceId } from "../../arm/resource-id";
import type { CloudView } from "../../arm/cloud-view";
import type { Effect, ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { objectsAt, textAt, textListAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import { succeeded, withProperties } from "../stored-body";
import { privateHostsOf } from "./private-endpoint";

const groupType = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups";

/** A record that the group keeps in a zone. */
interface ZoneRecord {
  readonly zoneId: string;
  readonly name: string;
  readonly fqdn: string;
  readonly addresses: readonly string[];
}

/** Hosts of the endpoint that belong into the zones of its group; one that belongs elsewhere gets no record, as in Azure. */
function recordsOf(endpointId: string, group: ArmBody, cloud: CloudView): readonly ZoneRecord[] {
  const endpoint = cloud.get(endpointId)?.body ?? {};
  const given = objectsAt(endpoint, "properties.customDnsConfigs").map(({ value }) => value);
  return objectsAt(group, "properties.privateDnsZoneConfigs").flatMap(({ value }) => {
    const zoneId = textAt(value, "properties.privateDnsZoneId") ?? "";
    const zone = cloud.get(zoneId) === undefined ? "" : parseResourceId(zoneId).name.toLowerCase();
    return privateHostsOf(endpoint, cloud)
      .filter((host) => host.zone === zone)
      .map(({ fqdn, record }) => {
        const host = given.find((each) => textAt(each, "fqdn") === fqdn) ?? {};
        return { zoneId, name: record, fqdn, addresses: textListAt(host, "ipAddresses") };
      });
  });
}

/** Somebody else's record of the same name would be overwritten, and then both hosts would be wrong in turn. */
function conflictProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  return recordsOf(id.parent ?? "", requested, cloud).flatMap(({ zoneId, name, addresses }) => {
    const existing = cloud.get(`${zoneId}/A/${name}`);
    const held = objectsAt(existing?.body ?? {}, "properties.aRecords").map(({ value }) =>
      textAt(value, "ipv4Address"),
    );
    return refuseWhen(existing !== undefined && !isDeepStrictEqual(held, addresses), () =>
      refusal(
        "RecordSetAlreadyExists",
        `The zone ${zoneId} has another record '${name}' already.`,
        "properties.privateDnsZoneConfigs",
        409,
      ),
    );
  });
}

function shown({ name, fqdn, addresses }: ZoneRecord): ArmObject {
  return {
    fqdn,
    ipAddresses: addresses,
    provisioningState: "Succeeded",
    recordSetName: name,
    recordType: "A",
    ttl: 10,
  };
}

export const privateDnsZoneGroup: ResourceModel = {
  armType: groupType,
  check: (write) => {
    const { id, requested, cloud } = write;
    const other = cloud.children(id.parent ?? "", groupType).find((each) => each.id.toLowerCase() !== id.key);
    return [
      ...nameProblems(id, NETWORK),
      ...refuseWhen(other !== undefined, () =>
        refusal(
          "MoreThanOnePrivateDnsZoneGroupPerPrivateEndpointNotAllowed",
          `Private endpoint ${id.parent ?? ""} has the zone group ${other?.id ?? ""} already.`,
          undefined,
          409,
        ),
      ),
      ...objectsAt(requested, "properties.privateDnsZoneConfigs").flatMap(({ path, value }) =>
        refuseWhen(textAt(value, "properties.privateDnsZoneId") === undefined, () =>
          refusal(
            "InvalidRequestContent",
            "A zone configuration needs a privateDnsZoneId.",
            `${path}.properties.privateDnsZoneId`,
          ),
        ),
      ),
      ...conflictProblems(write),
    ];
  },
  compute: ({ id, requested, cloud }) => {
    const records = recordsOf(id.parent ?? "", requested, cloud);
    const configurations = objectsAt(requested, "properties.privateDnsZoneConfigs").map(({ value }) => {
      const zoneId = textAt(value, "properties.privateDnsZoneId");
      const recordSets = records.filter((record) => record.zoneId === zoneId).map(shown);
      return { ...value, properties: { privateDnsZoneId: zoneId, recordSets } };
    });
    return withProperties(succeeded(requested), { privateDnsZoneConfigs: configurations });
  },
  effects: ({ id, requested, cloud }) =>
    recordsOf(id.parent ?? "", requested, cloud).map(({ zoneId, name, fqdn, addresses }): Effect => ({
      kind: "put",
      id: `${zoneId}/A/${name}`,
      body: {
        properties: {
          aRecords: addresses.map((ipv4Address) => ({ ipv4Address })),
          fqdn: `${fqdn}.`,
          isAutoRegistered: false,
          metadata: { creator: `created by private endpoint ${id.parent?.split("/").at(-1) ?? ""}` },
          ttl: 10,
        },
      },
    })),
  deleteEffects: ({ id, resource, cloud }) =>
    recordsOf(id.parent ?? "", resource.body, cloud).map(({ zoneId, name }): Effect => ({
      kind: "delete",
      id: `${zoneId}/A/${name}`,
    })),
};
