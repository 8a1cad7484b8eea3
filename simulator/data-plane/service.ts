import type { Cloud } from "../arm/cloud";
import { idKey, parseResourceId } from "../arm/resource-id";
import type { Instant, MarkerRun, ServiceSpan, ServingPlace, Workload } from "../wire/data-plane-messages";
import { entryOf, placeDowntime } from "./entry";
import { erasOf, groupOf, primaryAt, resolvedAt, type Era } from "./failover-groups";
import { outagesOf, reasonAt } from "./outages";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { TimeSpans } from "./time-spans";

/** A workload with the moment at which its users began. */
export interface StartedWorkload extends Workload {
  readonly from: Instant;
}

/** The users of every tenant; a later start replaces places and keeps the first moment. */
export function workloadsOf(cloud: Cloud): readonly StartedWorkload[] {
  const started = new Map<string, StartedWorkload>();
  for (const { workload, at } of cloud.history.of("workload")) {
    started.set(workload.id, { ...workload, from: started.get(workload.id)?.from ?? at });
  }
  return [...started.values()];
}

/** How somebody at a place gets to a database. */
interface DatabaseWay {
  readonly name: string;
  readonly eras: readonly Era[];
  readonly alone: string | undefined;
}

function wayTo(cloud: Cloud, databaseId: string): DatabaseWay {
  const group = groupOf(cloud, databaseId);
  return {
    name: parseResourceId(databaseId).name,
    eras: group === undefined ? [] : erasOf(cloud, group),
    alone: group === undefined ? databaseId : undefined,
  };
}

/** The database that a place uses at a moment: its first one, or what its connection record says since. */
function connectedAt(cloud: Cloud, { id }: Workload, place: ServingPlace, at: Instant): string {
  const record = cloud.history.of("connected").findLast((event) => event.workload === id && event.at <= at);
  return record?.databaseId ?? place.databaseId;
}

function stateAt(cloud: Cloud, workload: StartedWorkload, at: Instant): Omit<ServiceSpan, "from" | "to"> {
  const place = entryOf(cloud, workload).placeAt(at);
  const way = wayTo(cloud, connectedAt(cloud, workload, place, at));
  const server = way.alone === undefined ? resolvedAt(way.eras, at) : (parseResourceId(way.alone).parent ?? "");
  const databaseId = `${idKey(server)}/databases/${way.name.toLowerCase()}`;
  const broken = [...place.needs, databaseId].flatMap((id) => reasonAt(outagesOf(cloud, id), at) ?? []);
  const isSecondary = way.alone === undefined && primaryAt(way.eras, at) !== server;
  const reasons = [
    ...new Set([...broken, ...(isSecondary ? [`the name of ${way.name} still leads to the former primary`] : [])]),
  ];
  const isServed = reasons.length === 0;
  return { isServed, place: place.name, reasons, ...(isServed && { databaseId }) };
}

/** Moments at which the service of a workload can change. */
function changesOf(cloud: Cloud, workload: StartedWorkload): readonly Instant[] {
  const { history } = cloud;
  const connected = history.of("connected").filter(({ workload: id }) => id === workload.id);
  const databases = [...workload.places.map(({ databaseId }) => databaseId), ...connected.map((one) => one.databaseId)];
  const listener = RECOVERY_TIMES.listenerSeconds.value * 1000;
  const failovers = history.of("failover").flatMap(({ at }) => [at, at + listener]);
  const needs = workload.places.flatMap((place) => [...place.needs]);
  const servers = databases.flatMap(
    (id) => groupOf(cloud, id)?.servers.map((server) => `${server}/databases/${parseResourceId(id).name}`) ?? [id],
  );
  return [
    ...entryOf(cloud, workload).changes,
    ...connected.map(({ at }) => at),
    ...failovers,
    ...workload.places.flatMap((place) => placeDowntime(cloud, place).flatMap(({ from, to }) => [from, to])),
    ...[...needs, ...servers].flatMap((id) => outagesOf(cloud, id).flatMap(({ from, to }) => [from, to])),
  ];
}

/** How users of a tenant were served from their first day to a moment. */
export function serviceOf(cloud: Cloud, workload: StartedWorkload, until: Instant): readonly ServiceSpan[] {
  const moments = changesOf(cloud, workload).filter((at) => at > workload.from && at < until);
  const bounds = [...new Set([workload.from, ...moments, until])].sort((one, other) => one - other);
  const spans: ServiceSpan[] = [];
  for (const [index, from] of bounds.slice(0, -1).entries()) {
    const span = { from, to: bounds[index + 1] ?? until, ...stateAt(cloud, workload, from) };
    const last = spans.at(-1);
    if (last !== undefined && isAlike(last, span)) spans[spans.length - 1] = { ...last, to: span.to };
    else spans.push(span);
  }
  return spans;
}

function isAlike(one: ServiceSpan, other: ServiceSpan): boolean {
  return (
    one.isServed === other.isServed &&
    one.place === other.place &&
    one.databaseId === other.databaseId &&
    one.reasons.join() === other.reasons.join()
  );
}

/** The markers of a workload whose commit times are in some spans. */
export function markersIn({ from: start, everySeconds }: StartedWorkload, spans: TimeSpans): readonly MarkerRun[] {
  const step = everySeconds * 1000;
  return spans.flatMap(({ from, to }) => {
    const first = Math.max(0, Math.ceil((from - start) / step));
    const last = Math.ceil((to - start) / step) - 1;
    return first > last ? [] : [{ first, last, from: start + first * step, to: start + last * step }];
  });
}
