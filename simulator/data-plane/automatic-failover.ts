import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Cloud } from "../arm/cloud";
import { numberAt, textAt, textListAt } from "../models/read-body";
import type { Instant } from "../wire/data-plane-messages";
import { erasOf, groupOf, primaryAt, type Group } from "./failover-groups";
import { downtimeOf } from "./outages";
import { contains } from "./time-spans";

const MINUTE = 60_000;
const groupType = "Microsoft.Sql/servers/failoverGroups";
const endpoint = "properties.readWriteEndpoint";

/** A failover that Azure carries out by itself. */
export interface AutomaticFailover {
  readonly group: Group;
  readonly from: string;
  readonly to: string;
  /** When it is over. */
  readonly at: Instant;
}

/**
 * Failovers that were due by a moment and have not happened yet: groups whose policy is automatic wait for their grace
 * period, and then give up what was not replicated (Microsoft Learn, azure-sql/database/failover-group-sql-db).
 */
export function dueFailovers(cloud: Cloud, now: Instant): readonly AutomaticFailover[] {
  return cloud.ofType(groupType).flatMap(({ body }) => {
    const isAutomatic = textAt(body, `${endpoint}.failoverPolicy`) === "Automatic";
    const grace = numberAt(body, `${endpoint}.failoverWithDataLossGracePeriodMinutes`);
    const [database] = textListAt(body, "properties.databases");
    const isPrimary = textAt(body, "properties.replicationRole") === "Primary";
    if (!isAutomatic || !isPrimary || grace === undefined || database === undefined) return [];
    const group = groupOf(cloud, database);
    return group === undefined ? [] : failoverDue(cloud, group, grace, now);
  });
}

function failoverDue(cloud: Cloud, group: Group, grace: number, now: Instant): readonly AutomaticFailover[] {
  const from = primaryAt(erasOf(cloud, group), now);
  const to = group.servers.find((server) => server !== from);
  const outage = downtimeOf(cloud, from).find((span) => contains([span], now));
  if (to === undefined || outage === undefined) return [];
  const at = outage.from + (grace + RECOVERY_TIMES.failoverMinutes.value) * MINUTE;
  if (at > now || contains(downtimeOf(cloud, to), at)) return [];
  return [{ group, from, to, at }];
}
