import { RECOVERY_TIMES } from "../../azure/recovery-times";
import { findRegion } from "../../azure/regions";
import type { Cloud } from "../arm/cloud";
import { idKey, parseResourceId } from "../arm/resource-id";
import { numberAt, textAt } from "../models/read-body";
import type { CopySchedule, Instant, RestorePoint, RestorePoints } from "../wire/data-plane-messages";
import { groupOf } from "./failover-groups";
import { iso8601Days, longTermBackups, type LongTermLadder } from "./long-term";
import { downtimeOf, knownResource, lostTimes, outagesOf, reasonAt, regionOf } from "./outages";
import { contains, overlap, type TimeSpans } from "./time-spans";

const MINUTE = 60_000;
const DAY = 86_400_000;

type Found = RestorePoint | { readonly kind: RestorePoint["kind"]; readonly because: string };

/** Everything from which a database can be restored at a moment, and what it cannot be restored from. */
export function restorePointsOf(cloud: Cloud, databaseId: string, at: Instant): RestorePoints {
  const found = [
    pointInTime(cloud, databaseId, at),
    geo(cloud, databaseId, at),
    ...longTerm(cloud, databaseId, at),
    ...copiesOf(cloud, databaseId, at),
  ];
  return {
    points: found.filter((one): one is RestorePoint => "latest" in one),
    none: found.flatMap((one) => ("because" in one ? [one] : [])),
  };
}

/** The last backup of the log that was finished by a moment: none is made while the database does not work. */
export function lastLogBackup(created: Instant, downtime: TimeSpans, at: Instant): Instant | undefined {
  const step = RECOVERY_TIMES.logBackupMinutes.value * MINUTE;
  const first = created + RECOVERY_TIMES.firstFullBackupMinutes.value * MINUTE;
  for (let moment = first + Math.floor((at - first) / step) * step; moment >= first;) {
    if (!contains(downtime, moment)) return moment;
    const outage = downtime.find(({ from, to }) => from <= moment && moment < to);
    const earlier = Math.min(moment - step, outage?.from ?? moment);
    moment = first + Math.floor((earlier - first) / step) * step;
  }
  return undefined;
}

/** Backups are made where a database is the primary, so a secondary that was never one has none. */
function createdAt(cloud: Cloud, databaseId: string): Instant {
  return Date.parse(textAt(knownResource(cloud, databaseId)?.body ?? {}, "properties.creationDate") ?? "");
}

function retentionMilliseconds(cloud: Cloud, databaseId: string): number {
  const policy = knownResource(cloud, `${databaseId}/backupShortTermRetentionPolicies/default`);
  return (numberAt(policy?.body ?? {}, "properties.retentionDays") ?? 7) * DAY;
}

function pointInTime(cloud: Cloud, databaseId: string, at: Instant): Found {
  const kind = "pointInTime";
  const created = createdAt(cloud, databaseId);
  const server = parseResourceId(databaseId).parent ?? "";
  if (Number.isNaN(created)) return { kind, because: "the database never was there" };
  const group = groupOf(cloud, databaseId);
  if (group !== undefined && idKey(parseResourceId(group.primaryGroupId).parent ?? "") !== idKey(server)) {
    return { kind, because: "only the primary of a failover group is restored to a point in time" };
  }
  if (cloud.get(server) === undefined) return { kind, because: "its server was deleted, and its backups with it" };
  if (cloud.get(databaseId) === undefined) {
    return { kind, because: "the database was deleted; the local cloud does not restore deleted databases yet" };
  }
  const reason = reasonAt(outagesOf(cloud, server), at);
  if (reason !== undefined) return { kind, because: `its server does not answer: ${reason}` };
  const latest = lastLogBackup(created, downtimeOf(cloud, databaseId), at);
  if (latest === undefined) return { kind, because: "the first backup is not finished yet" };
  const earliest = Math.max(created, at - retentionMilliseconds(cloud, databaseId));
  return { kind, place: regionOf(cloud, databaseId) ?? "", earliest, latest };
}

/** Backups that have arrived in the pair; what was under way when the region was lost has not. */
function geo(cloud: Cloud, databaseId: string, at: Instant): Found {
  const kind = "geo";
  const body = knownResource(cloud, databaseId)?.body ?? {};
  const redundancy = textAt(body, "properties.currentBackupStorageRedundancy") ?? "Local";
  if (!redundancy.startsWith("Geo"))
    return { kind, because: `its backups are redundant as ${redundancy}: none is in another region` };
  if (cloud.get(parseResourceId(databaseId).parent ?? "") === undefined) {
    return { kind, because: "its server was deleted, and its backups with it" };
  }
  const region = regionOf(cloud, databaseId);
  const pair = findRegion(region ?? "")?.pair;
  if (pair === undefined || contains(lostTimes(cloud, pair), at)) {
    return { kind, because: pair === undefined ? "the region has no pair" : `${pair} is lost` };
  }
  const lost = lostTimes(cloud, region).find(({ from, to }) => from <= at && at < to);
  const sentBy = (lost?.from ?? at) - RECOVERY_TIMES.geoBackupMinutes.value * MINUTE;
  const latest = lastLogBackup(createdAt(cloud, databaseId), downtimeOf(cloud, databaseId), sentBy);
  if (latest === undefined) return { kind, because: `no backup has arrived in ${pair} yet` };
  // Geo-restore takes the last backup; an earlier point cannot be chosen.
  return { kind, place: pair, earliest: latest, latest };
}

/** What is configured for long-term retention at a moment. */
function ladderAt(cloud: Cloud, databaseId: string, moment: Instant): LongTermLadder {
  const id = `${databaseId}/backupLongTermRetentionPolicies/default`;
  const replaced = cloud.history.of("replaced").find((event) => idKey(event.id) === idKey(id) && event.at > moment);
  const policy = replaced?.body ?? knownResource(cloud, id)?.body ?? {};
  const kept = (name: string) => iso8601Days(textAt(policy, `properties.${name}`) ?? "PT0S");
  return {
    weeklyDays: kept("weeklyRetention"),
    monthlyDays: kept("monthlyRetention"),
    yearlyDays: kept("yearlyRetention"),
    weekOfYear: numberAt(policy, "properties.weekOfYear") ?? 0,
  };
}

function longTerm(cloud: Cloud, databaseId: string, at: Instant): readonly Found[] {
  const kind = "longTerm";
  const region = regionOf(cloud, databaseId);
  const isGeo = (
    textAt(knownResource(cloud, databaseId)?.body ?? {}, "properties.currentBackupStorageRedundancy") ?? ""
  ).startsWith("Geo");
  if (contains(lostTimes(cloud, region), at) && !isGeo) return [{ kind, because: `region ${region ?? ""} is lost` }];
  const taken = longTermBackups(
    createdAt(cloud, databaseId),
    (moment) => ladderAt(cloud, databaseId, moment),
    downtimeOf(cloud, databaseId),
    at,
  );
  if (taken.length === 0) return [{ kind, because: "no backup is kept for longer at this moment" }];
  return taken.map((moment): RestorePoint => ({ kind, place: region ?? "", earliest: moment, latest: moment }));
}

/** What of an independent copy is there: made while the database worked, kept, and in an account that answers. */
export function copiesOf(cloud: Cloud, databaseId: string, at: Instant): readonly Found[] {
  const schedules = new Map<string, CopySchedule>();
  for (const { schedule } of cloud.history.of("copies")) {
    if (idKey(schedule.databaseId) === idKey(databaseId))
      schedules.set(`${schedule.name} ${schedule.accountId}`, schedule);
  }
  if (schedules.size === 0) return [{ kind: "copy", because: "no independent copy of it is made" }];
  return [...schedules.values()].flatMap((schedule) => copiesBy(cloud, schedule, at));
}

function copiesBy(cloud: Cloud, schedule: CopySchedule, at: Instant): readonly Found[] {
  const kind = "copy";
  const { name, accountId, epoch, everyMinutes, takesMinutes, keptDays, databaseId } = schedule;
  const reason = reasonAt(outagesOf(cloud, accountId), at);
  if (reason !== undefined) return [{ kind, because: `copy "${name}": its account does not answer: ${reason}` }];
  const [every, takes] = [everyMinutes * MINUTE, takesMinutes * MINUTE];
  const downtime = downtimeOf(cloud, databaseId);
  const accountDowntime = downtimeOf(cloud, accountId);
  const created = createdAt(cloud, databaseId);
  const oldest = Math.max(created, at - keptDays * DAY);
  const points: RestorePoint[] = [];
  for (let slot = epoch + Math.floor((at - takes - epoch) / every) * every; slot >= oldest; slot -= every) {
    const span = { from: slot, to: slot + takes };
    // The job reads a copy of the database and writes into the account for all of that time.
    if (overlap(downtime, span) > 0 || overlap(accountDowntime, span) > 0) continue;
    points.push({ kind, name, place: accountId, earliest: slot, latest: slot });
  }
  return points.length > 0 ? points : [{ kind, because: `copy "${name}": none is finished yet` }];
}
