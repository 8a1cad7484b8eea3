import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Cloud } from "../arm/cloud";
import { idKey, parseResourceId } from "../arm/resource-id";
import { objectsAt, textAt, textListAt } from "../models/read-body";
import type { Instant } from "../wire/data-plane-messages";
import { downtimeOf } from "./outages";
import { contains } from "./time-spans";

const groupType = "Microsoft.Sql/servers/failoverGroups";

/** A failover group over its two servers. */
export interface Group {
  /** In lower case; it is unique in all of Azure. */
  readonly name: string;
  /** Id of the group on its present primary. */
  readonly primaryGroupId: string;
  /** Ids of the servers in lower case. */
  readonly servers: readonly string[];
}

/** A time in which one server of a group is the primary. */
export interface Era {
  readonly server: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Whether the failover that began it gave up what had not been replicated. */
  readonly withDataLoss: boolean;
}

/** The failover group that a database is in; undefined where it stands alone. */
export function groupOf(cloud: Cloud, databaseId: string): Group | undefined {
  const server = parseResourceId(databaseId).parent ?? "";
  const member = cloud
    .children(server, groupType)
    .find(({ body }) => textListAt(body, "properties.databases").some((id) => idKey(id) === idKey(databaseId)));
  if (member === undefined) return undefined;
  const { name } = parseResourceId(member.id);
  const partners = objectsAt(member.body, "properties.partnerServers").map(({ value }) => textAt(value, "id") ?? "");
  const servers = [server, ...partners].map(idKey);
  const primary = servers.find(
    (id) => textAt(cloud.get(`${id}/failoverGroups/${name}`)?.body ?? {}, "properties.replicationRole") === "Primary",
  );
  return {
    name: name.toLowerCase(),
    primaryGroupId: cloud.get(`${primary ?? idKey(server)}/failoverGroups/${name}`)?.id ?? member.id,
    servers,
  };
}

/** Who was the primary of a group, from its beginning on. */
export function erasOf(cloud: Cloud, group: Group): readonly Era[] {
  const failovers = cloud.history.of("failover").filter((event) => event.group === group.name);
  const present = idKey(parseResourceId(group.primaryGroupId).parent ?? "");
  const first = { server: failovers[0]?.from ?? present, from: -Infinity, withDataLoss: false };
  const begun = [
    first,
    ...failovers.map(({ to, at, allowDataLoss }) => ({ server: to, from: at, withDataLoss: allowDataLoss })),
  ];
  return begun.map((era, index) => ({ ...era, to: begun[index + 1]?.from ?? Infinity }));
}

/** The primary of a group at a moment. */
export function primaryAt(eras: readonly Era[], at: Instant): string {
  return (eras.find(({ from, to }) => from <= at && at < to) ?? eras.at(-1))?.server ?? "";
}

/** The server to which the name of a group leads whoever remembers an answer as long as they may. */
export function resolvedAt(eras: readonly Era[], at: Instant): string {
  return primaryAt(eras, at - RECOVERY_TIMES.listenerSeconds.value * 1000);
}

/**
 * The moment whose data the secondary has, where the primary is `server`: some seconds behind, and not later than the
 * moment at which one of the two stopped.
 */
export function replicatedUntil(cloud: Cloud, group: Group, server: string, at: Instant): Instant {
  const behind = RECOVERY_TIMES.replicationSeconds.value * 1000;
  const stops = group.servers.flatMap((id) => downtimeOf(cloud, id)).filter(({ from, to }) => from <= at && at <= to);
  const stopped = Math.min(at, ...stops.map(({ from }) => from));
  return group.servers.some((id) => id !== server) ? stopped - behind : -Infinity;
}

/** Whether both servers of a group work at a moment, so that a failover can wait for what is under way. */
export function bothWork(cloud: Cloud, group: Group, at: Instant): boolean {
  return group.servers.every((id) => !contains(downtimeOf(cloud, id), at));
}
