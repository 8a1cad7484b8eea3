import type { ArmProblem } from "../../arm/problem";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { NETWORK } from "../../../azure/names/name-limits";
import { nameProblems } from "../name-rule";
import { flagAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { succeeded, withDefaults, withProperties } from "../stored-body";

const zoneType = "Microsoft.Network/privateDnsZones";
const linkType = `${zoneType}/virtualNetworkLinks`;

/** Microsoft Learn, dns/private-dns-privatednszone: 2 to 34 labels of at most 63 characters. */
function isZoneName(name: string): boolean {
  const labels = name.split(".");
  return labels.length >= 2 && labels.length <= 34 && labels.every((label) => /^[A-Za-z0-9_-]{1,63}$/.test(label));
}

function globalProblems({ requested }: Write): readonly ArmProblem[] {
  return refuseWhen(requested.location?.toLowerCase() !== "global", () =>
    refusal(
      "LocationNotAvailableForResourceType",
      `Private DNS is in the location 'global', not '${requested.location ?? ""}'.`,
      "location",
    ),
  );
}

export const privateZone: ResourceModel = {
  armType: zoneType,
  check: (write) => [
    ...globalProblems(write),
    ...refuseWhen(!isZoneName(write.id.name), () =>
      refusal("InvalidResourceName", `'${write.id.name}' is no name of a private DNS zone.`, "name"),
    ),
  ],
  compute: ({ id, requested }) =>
    withProperties(succeeded(requested), {
      internalId: guidOf(id.text, "zone"),
      maxNumberOfRecordSets: 25000,
      maxNumberOfVirtualNetworkLinks: 1000,
      maxNumberOfVirtualNetworkLinksWithRegistration: 100,
      numberOfRecordSets: 1,
    }),
};

function networkOf(body: Write["requested"]): string {
  return idKey(textAt(body, "properties.virtualNetwork.id") ?? "");
}

/** A network asks one zone for a name, so it can have one link to a zone of each name and one that registers. */
function linkProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const zone = parseResourceId(id.parent ?? "").name.toLowerCase();
  const others = cloud
    .ofType(linkType)
    .filter((other) => idKey(other.id) !== id.key && networkOf(other.body) === networkOf(requested));
  const clash = others.find(
    (other) => parseResourceId(parseResourceId(other.id).parent ?? "").name.toLowerCase() === zone,
  );
  const registers = (body: Write["requested"]): boolean => flagAt(body, "properties.registrationEnabled") === true;
  return [
    ...refuseWhen(clash !== undefined, () =>
      refusal(
        "BadRequest",
        `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${zone}', and ${clash?.id ?? ""} does that already.`,
        "properties.virtualNetwork.id",
      ),
    ),
    ...refuseWhen(registers(requested) && others.some((other) => registers(other.body)), () =>
      refusal(
        "BadRequest",
        "A virtual network can be linked to one private DNS zone with registration.",
        "properties.registrationEnabled",
      ),
    ),
  ];
}

export const virtualNetworkLink: ResourceModel = {
  armType: linkType,
  check: (write) => [
    ...globalProblems(write),
    ...missing(write, "properties.virtualNetwork.id"),
    ...nameProblems(write.id, NETWORK),
    ...linkProblems(write),
  ],
  compute: ({ requested }) =>
    withProperties(succeeded(withDefaults(requested, { registrationEnabled: false })), {
      virtualNetworkLinkState: "Completed",
    }),
  immutable: ["properties.virtualNetwork.id"],
};

const recordTypes = ["A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT"] as const;

/** Record sets: ARM has a type for each kind of record. */
export const recordSets: readonly ResourceModel[] = recordTypes.map((recordType) => ({
  armType: `${zoneType}/${recordType}`,
  check: (write) => missing(write, "properties.ttl"),
  compute: ({ id, requested }) =>
    withProperties(requested, {
      fqdn: `${id.name === "@" ? "" : `${id.name}.`}${parseResourceId(id.parent ?? "").name}.`,
      isAutoRegistered: false,
    }),
}));
