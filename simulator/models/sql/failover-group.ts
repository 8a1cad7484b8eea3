import { SQL_SERVER } from "../../../azure/names/name-limits";
import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject, ArmResource } from "../../arm/resource";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { Effect, ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { numberAt, objectsAt, textAt, textListAt, textsAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import { sameRegion } from "../region-check";
import { withDefaults, withProperties, withoutProperties } from "../stored-body";
import { creationProperties } from "./create-mode";
import { serverType } from "./server";

const groupType = `${serverType}/failoverGroups`;

/** Microsoft Learn, failover-group-sql-db: the grace period is an hour at least. */
const shortestGraceMinutes = 60;

function partnersOf(group: ArmBody, cloud: CloudView): readonly ArmResource[] {
  return objectsAt(group, "properties.partnerServers").flatMap(
    ({ value }) => cloud.get(textAt(value, "id") ?? "") ?? [],
  );
}

function partnerProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const location = cloud.get(id.parent ?? "")?.body.location;
  const count = objectsAt(requested, "properties.partnerServers").length;
  const path = "properties.partnerServers";
  return [
    ...refuseWhen(count !== 1, () =>
      refusal("InvalidFailoverGroupPartner", `A failover group has one partner server, and ${count} were given.`, path),
    ),
    ...partnersOf(requested, cloud).flatMap((partner) =>
      refuseWhen(sameRegion(partner.body.location, location), () =>
        refusal(
          "InvalidFailoverGroupRegion",
          `Servers specified in failover group cannot reside in the same region '${location ?? ""}'.`,
          path,
        ),
      ),
    ),
  ];
}

/** The grace period belongs to the automatic policy and to it alone. */
function policyProblems({ requested }: Write): readonly ArmProblem[] {
  const path = "properties.readWriteEndpoint.failoverWithDataLossGracePeriodMinutes";
  const grace = numberAt(requested, path);
  const isAutomatic = textAt(requested, "properties.readWriteEndpoint.failoverPolicy") === "Automatic";
  return [
    ...refuseWhen(isAutomatic && (grace === undefined || grace < shortestGraceMinutes), () =>
      refusal(
        "InvalidFailoverGroupGracePeriod",
        `An automatic failover policy needs a grace period of ${shortestGraceMinutes} minutes or more, and has ${grace ?? "none"}.`,
        path,
      ),
    ),
    ...refuseWhen(!isAutomatic && grace !== undefined, () =>
      refusal("InvalidFailoverGroupGracePeriod", "A manual failover policy takes no grace period.", path),
    ),
  ];
}

function databaseProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const groups = cloud.children(id.parent ?? "", groupType).filter((group) => idKey(group.id) !== id.key);
  return textsAt(requested, "properties.databases").flatMap(({ path, value }) => {
    const other = groups.find((group) =>
      textListAt(group.body, "properties.databases").some((each) => idKey(each) === idKey(value)),
    );
    return [
      ...refuseWhen(idKey(parseResourceId(value).parent ?? "") !== idKey(id.parent ?? ""), () =>
        refusal("InvalidFailoverGroupDatabase", `Database ${value} is not on the primary server of the group.`, path),
      ),
      ...refuseWhen(other !== undefined, () =>
        refusal(
          "DatabaseAlreadyInFailoverGroup",
          `Database ${value} is in the failover group ${other?.id ?? ""} already.`,
          path,
          409,
        ),
      ),
    ];
  });
}

/** The listener is a host name beside those of the servers. */
function listenerProblems({ id, cloud }: Write): readonly ArmProblem[] {
  const holder = cloud
    .ofType(serverType)
    .find((each) => parseResourceId(each.id).name.toLowerCase() === id.name.toLowerCase());
  return refuseWhen(holder !== undefined, () =>
    refusal(
      "FailoverGroupDnsRecordInUse",
      `The DNS record of '${id.name}' is used by ${holder?.id ?? ""}.`,
      "name",
      409,
    ),
  );
}

function partnerShown(partner: ArmResource, role: string): ArmObject {
  return { id: partner.id, location: partner.body.location, replicationRole: role };
}

/** The group as the partner server shows it. */
function mirrorOf({ id, cloud }: Write, computed: ArmBody, partner: ArmResource): Effect {
  const own = cloud.get(id.parent ?? "");
  const body = withProperties(computed, {
    databases: textListAt(computed, "properties.databases").map((each) => secondaryId(each, partner)),
    partnerServers: own === undefined ? [] : [partnerShown(own, "Primary")],
    replicationRole: "Secondary",
  });
  return { kind: "put", id: `${partner.id}/failoverGroups/${id.name}`, body };
}

function secondaryId(databaseId: string, partner: ArmResource): string {
  return `${partner.id}/databases/${parseResourceId(databaseId).name}`;
}

/** Azure makes the secondary of every database that has none yet. */
function secondariesOf({ cloud }: Write, computed: ArmBody, partner: ArmResource): readonly Effect[] {
  return textListAt(computed, "properties.databases").flatMap((databaseId): readonly Effect[] => {
    const primary = cloud.get(databaseId);
    const id = secondaryId(databaseId, partner);
    if (primary === undefined || cloud.get(id) !== undefined) return [];
    const body = withProperties(withoutProperties(primary.body, ...creationProperties), { secondaryType: "Geo" });
    return [{ kind: "put", id, body: { ...body, location: partner.body.location ?? "" } }];
  });
}

export const failoverGroup: ResourceModel = {
  armType: groupType,
  check: (write) => [
    ...nameProblems(write.id, SQL_SERVER, "InvalidFailoverGroupName"),
    ...partnerProblems(write),
    ...policyProblems(write),
    ...databaseProblems(write),
    ...listenerProblems(write),
  ],
  compute: ({ requested, cloud }) =>
    withProperties(withDefaults(requested, { databases: [], readOnlyEndpoint: { failoverPolicy: "Disabled" } }), {
      partnerServers: partnersOf(requested, cloud).map((partner) => partnerShown(partner, "Secondary")),
      replicationRole: "Primary",
      replicationState: "CATCH_UP",
    }),
  effects: (write, computed) =>
    partnersOf(write.requested, write.cloud).flatMap((partner) => [
      mirrorOf(write, computed, partner),
      ...secondariesOf(write, computed, partner),
    ]),
  deleteEffects: ({ id, resource, cloud }) =>
    partnersOf(resource.body, cloud)
      .filter((partner) => cloud.get(`${partner.id}/failoverGroups/${id.name}`) !== undefined)
      .map((partner): Effect => ({ kind: "delete", id: `${partner.id}/failoverGroups/${id.name}` })),
  nameScope: {
    // The mirror on the partner server is the same group.
    key: (id, body) => (textAt(body, "properties.replicationRole") === "Secondary" ? undefined : id.name),
    within: "cloud",
    taken: ({ name }) =>
      refusal(
        "FailoverGroupDnsRecordInUse",
        `The name '${name}.database.windows.net' already exists. Choose a different name.`,
        "name",
        409,
      ),
  },
};
