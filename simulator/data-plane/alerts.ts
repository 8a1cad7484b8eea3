import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Cloud } from "../arm/cloud";
import type { ArmObject, ArmResource } from "../arm/resource";
import { idKey } from "../arm/resource-id";
import { RECEIVERS } from "../models/monitor/alert";
import { flagAt, numberAt, objectsAt, textAt, textListAt } from "../models/read-body";
import type { Instant, RaisedAlert, TimeSpan } from "../wire/data-plane-messages";
import { placeDowntime } from "./entry";
import { endOf, faultsIn } from "./faults";
import { downtimeOf, lostTimes, regionOf } from "./outages";
import { workloadsOf } from "./service";
import { contains, joined, overlap, type TimeSpans } from "./time-spans";

const MINUTE = 60_000;
const ruleType = "Microsoft.Insights/metricAlerts";

/** What a metric shows of a resource that works, of one that does not, and when it does not. */
interface Metric {
  readonly healthy: number;
  readonly faulty: number;
  readonly faultyTimes: (cloud: Cloud, id: string) => TimeSpans;
}

/** A gateway works and has lost what is behind it: another part of its place is away. */
function behindGateway(cloud: Cloud, id: string): TimeSpans {
  const places = workloadsOf(cloud).flatMap(({ places: all }) =>
    all.filter(({ needs }) => needs.some((need) => idKey(need) === idKey(id))),
  );
  const behind = places.flatMap((place) => place.needs.filter((need) => idKey(need) !== idKey(id)));
  return joined(behind.flatMap((need) => downtimeOf(cloud, need)));
}

/** A profile shows the state of its endpoints, wherever they are. */
function behindProfile(cloud: Cloud, id: string): TimeSpans {
  const places = workloadsOf(cloud).filter(({ entryId }) => entryId !== undefined && idKey(entryId) === idKey(id));
  return joined(places.flatMap((workload) => workload.places.flatMap((place) => placeDowntime(cloud, place))));
}

/** Metrics that the local cloud knows (Microsoft Learn, azure-monitor/reference/supported-metrics). */
const METRICS: Readonly<Record<string, Metric>> = {
  availability: { healthy: 100, faulty: 0, faultyTimes: downtimeOf },
  UnhealthyHostCount: { healthy: 0, faulty: 1, faultyTimes: behindGateway },
  FirewallHealth: { healthy: 100, faulty: 0, faultyTimes: downtimeOf },
  // Any traffic will do: what is asked is whether there is any.
  TunnelAverageBandwidth: { healthy: 100_000, faulty: 0, faultyTimes: downtimeOf },
  kube_node_status_condition: { healthy: 0, faulty: 1, faultyTimes: downtimeOf },
  ProbeAgentCurrentEndpointStateByProfileResourceId: { healthy: 1, faulty: 0, faultyTimes: behindProfile },
};

/** Minutes of `PT5M`, `PT1H` or `P1D`. */
function minutesOf(duration: string | undefined): number | undefined {
  const [, count, unit] = /^P(?:T(?=\d+[MH])|(?=\d+D))(\d+)([MHD])$/.exec(duration ?? "") ?? [];
  const factor = { M: 1, H: 60, D: 1440 }[unit as "M" | "H" | "D"] as number | undefined;
  return factor === undefined ? undefined : Number(count) * factor;
}

/** Alerts that were raised in a time by the rules that are there, oldest first: the first of each rule and resource. */
export function alertsIn(cloud: Cloud, span: TimeSpan): readonly RaisedAlert[] {
  const rules = cloud.ofType(ruleType).filter(({ body }) => flagAt(body, "properties.enabled") === true);
  return rules.flatMap((rule) => raisedBy(cloud, rule, span)).sort((one, other) => one.at - other.at);
}

function criteriaOf(body: ArmObject): readonly ArmObject[] {
  return objectsAt(body, "properties.criteria.allOf").map(({ value }) => value);
}

function metricName(criterion: ArmObject): string {
  return textAt(criterion, "metricName") ?? "";
}

function raisedBy(cloud: Cloud, rule: ArmResource, span: TimeSpan): readonly RaisedAlert[] {
  const [criterion] = criteriaOf(rule.body);
  const metric = criterion === undefined ? undefined : METRICS[metricName(criterion)];
  const every = minutesOf(textAt(rule.body, "properties.evaluationFrequency"));
  const window = minutesOf(textAt(rule.body, "properties.windowSize"));
  if (criterion === undefined || metric === undefined || every === undefined || window === undefined) return [];
  return textListAt(rule.body, "properties.scopes").flatMap((resourceId) => {
    const at = firstTick(cloud, { criterion, metric, every, window }, resourceId, span);
    const severity = numberAt(rule.body, "properties.severity") ?? 4;
    return at === undefined ? [] : [{ ruleId: rule.id, resourceId, severity, at, isTold: tellsAnybody(cloud, rule) }];
  });
}

/** An alert that is raised stands in Azure's list; only an action group tells people of it. */
function tellsAnybody(cloud: Cloud, { body }: ArmResource): boolean {
  return objectsAt(body, "properties.actions").some(({ value }) => {
    const group = cloud.get(textAt(value, "actionGroupId") ?? "")?.body ?? {};
    const isOn = flagAt(group, "properties.enabled") !== false;
    return isOn && RECEIVERS.some((list) => objectsAt(group, `properties.${list}`).length > 0);
  });
}

interface Evaluation {
  readonly criterion: ArmObject;
  readonly metric: Metric;
  readonly every: number;
  readonly window: number;
}

/**
 * The first evaluation that finds the threshold passed. A lost region sends no metrics, and silence raises nothing: that
 * is the worse case, and not read in a source.
 */
function firstTick(cloud: Cloud, rule: Evaluation, resourceId: string, span: TimeSpan): Instant | undefined {
  const { every, window, metric } = rule;
  const faulty = metric.faultyTimes(cloud, resourceId);
  if (faulty.length === 0) return undefined;
  const silent = lostTimes(cloud, regionOf(cloud, resourceId));
  const blind = joined(
    faultsIn(cloud.history)
      .filter(({ fault }) => fault.kind === "monitoring")
      .map((fault) => ({ from: fault.from, to: endOf(fault) })),
  );
  const step = every * MINUTE;
  const late = RECOVERY_TIMES.metricMinutes.value * MINUTE;
  for (let tick = Math.ceil(span.from / step) * step; tick < span.to; tick += step) {
    if (contains(blind, tick)) continue;
    const seen = { from: tick - late - window * MINUTE, to: tick - late };
    const heard = window * MINUTE - overlap(silent, seen);
    if (heard <= 0) continue;
    const bad = joined(faulty.flatMap((part) => subtract(part, silent)));
    const share = overlap(bad, seen) / heard;
    if (passes(rule.criterion, share, metric)) return tick;
  }
  return undefined;
}

function subtract(part: TimeSpan, holes: TimeSpans): TimeSpans {
  return holes.reduce<TimeSpans>(
    (parts, hole) =>
      parts.flatMap(({ from, to }) =>
        joined([
          { from, to: Math.min(to, hole.from) },
          { from: Math.max(from, hole.to), to },
        ]),
      ),
    [part],
  );
}

/** Compares the metric over a window in which it was faulty for a share of the time. */
function passes(criterion: ArmObject, share: number, { healthy, faulty }: Metric): boolean {
  const threshold = numberAt(criterion, "threshold") ?? 0;
  const average = faulty * share + healthy * (1 - share);
  const aggregation = textAt(criterion, "timeAggregation") ?? "Average";
  const worst = share > 0 ? faulty : healthy;
  const best = share < 1 ? healthy : faulty;
  const isLow = faulty < healthy;
  const value =
    aggregation === "Average" || aggregation === "Total"
      ? average
      : (aggregation === "Minimum") === isLow
        ? worst
        : best;
  return textAt(criterion, "operator") === "LessThan" ? value < threshold : value > threshold;
}
