import { compliant, notApplicable, one, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

type Part = Readonly<Record<string, unknown>>;

/** When a metric shows a fault. */
interface Fault {
  readonly operator: "LessThan" | "GreaterThan";
  /** Lowest, or with GreaterThan highest, threshold at which the fault is still seen. */
  readonly threshold: number;
}

/**
 * Metrics that tell whether something works. Units from Microsoft Learn, azure-monitor/reference/supported-metrics, the page
 * of each type (2024 to 2026): per cent for the first two, then counts, bits a second and 0 or 1.
 */
export const FAULTS: Readonly<Record<string, Fault>> = {
  availability: { operator: "LessThan", threshold: 100 },
  // Ours: Azure's own pages call less than 90 degraded.
  FirewallHealth: { operator: "LessThan", threshold: 90 },
  UnhealthyHostCount: { operator: "GreaterThan", threshold: 0 },
  kube_node_status_condition: { operator: "GreaterThan", threshold: 0 },
  TunnelAverageBandwidth: { operator: "LessThan", threshold: 1 },
  ProbeAgentCurrentEndpointStateByProfileResourceId: { operator: "LessThan", threshold: 1 },
};

/** What somebody took away of when the alert fires, or nothing. */
function missed(criterion: Part, fault: Fault): string | undefined {
  const { metricName, operator, threshold, dimensions } = criterion;
  const isSeen =
    fault.operator === "LessThan"
      ? String(operator).startsWith("LessThan") && Number(threshold) >= fault.threshold
      : String(operator).startsWith("GreaterThan") && Number(threshold) <= fault.threshold;
  if (!isSeen) {
    const wanted = `${fault.operator} ${fault.threshold}`;
    return `it fires at ${String(metricName)} ${String(operator)} ${String(threshold)}; a fault is ${wanted}`;
  }
  const excluded = ((dimensions ?? []) as readonly Part[]).find((one) => one["operator"] === "Exclude");
  return excluded === undefined ? undefined : `it leaves some of "${String(excluded["name"])}" out`;
}

const alert = (criterion: Part) => one("monitor:MetricAlert", { criteria: { allOf: [criterion] } });

export const rule = propertyRule({
  id: "metric-alert-fires",
  title: "Alerts on metrics fire when what they watch fails",
  why: "An alert whose threshold no fault reaches looks in every list like one that watches.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.servers", "monitoring.uptime", "monitoring"],
  remediation: "Give the alert the operator and threshold at which its metric shows a fault.",
  types: ["monitor:MetricAlert"],
  judge: (resource) => {
    if (read(resource, "criteria.allOf").kind === "unknown") {
      return [undetermined("criteria are not known before the update", resource)];
    }
    const known = listOf(resource, "criteria.allOf").flatMap((criterion) => {
      const fault = FAULTS[String(criterion["metricName"])];
      return fault === undefined ? [] : [{ criterion, fault }];
    });
    if (known.length === 0) return notApplicable("its metric shows no fault");
    return known.map(({ criterion, fault }) => {
      const text = missed(criterion, fault);
      return text === undefined
        ? compliant(`it fires when ${String(criterion["metricName"])} shows a fault`, resource)
        : violation(text, resource);
    });
  },
  cases: {
    pass: {
      given: alert({ metricName: "availability", operator: "LessThan", threshold: 100 }),
      says: ["it fires when availability shows a fault"],
    },
    fail: {
      given: alert({ metricName: "availability", operator: "LessThan", threshold: 0 }),
      says: ["it fires at availability LessThan 0; a fault is LessThan 100"],
    },
    absent: {
      given: alert({ metricName: "availability" }),
      says: ["it fires at availability undefined undefined; a fault is LessThan 100"],
    },
    unknown: {
      given: one("monitor:MetricAlert", { criteria: UNKNOWN }),
      says: ["criteria are not known before the update"],
    },
    notApplicable: { given: alert({ metricName: "storage_percent" }), says: ["its metric shows no fault"] },
  },
  sabotage: [
    {
      what: "fires when a database is less than never available",
      type: "monitor:MetricAlert",
      where: ({ name }) => name.startsWith("database-unavailable"),
      set: { "criteria.allOf.0.threshold": 0 },
    },
    {
      what: "fires when a firewall is well",
      type: "monitor:MetricAlert",
      where: ({ name }) => name.startsWith("firewall-unhealthy"),
      set: { "criteria.allOf.0.operator": "GreaterThan" },
    },
  ],
});
