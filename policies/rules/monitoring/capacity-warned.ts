import { compliant, notApplicable, one, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Metrics in per cent that tell that something is filling up. Source: Microsoft Learn, azure-monitor/reference/supported-metrics (2025). */
const FILLING = ["storage_percent", "cpu_percent", "node_cpu_usage_percentage", "node_memory_working_set_percentage"];

const alert = (criterion: unknown) => one("monitor:MetricAlert", { criteria: { allOf: [criterion] } });
const space = (threshold: unknown) => alert({ metricName: "storage_percent", operator: "GreaterThan", threshold });

export const rule = propertyRule({
  id: "capacity-warned",
  title: "Whatever fills up is told before it is full",
  why: "A full database takes no more work, and the customer is the first to know.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.capacity"],
  remediation: "Fire when more than the agreed share is used, or earlier.",
  types: ["monitor:MetricAlert"],
  judge: (resource, { agreement }) => {
    if (read(resource, "criteria.allOf").kind === "unknown")
      return [undetermined("criteria are not known before the update", resource)];
    const { warnAt } = agreement.monitoring.capacity;
    const filling = listOf(resource, "criteria.allOf").filter(({ metricName }) => FILLING.includes(String(metricName)));
    if (filling.length === 0) return notApplicable("it is about nothing that fills up");
    return filling.map(({ metricName, operator, threshold }) => {
      const said = `${String(metricName)} is told ${String(operator)} ${String(threshold)} %`;
      return String(operator).startsWith("GreaterThan") && Number(threshold) <= warnAt
        ? compliant(said, resource)
        : violation(`${said}; it has to be told at ${warnAt} % or earlier`, resource);
    });
  },
  cases: {
    pass: { given: space(70), says: ["storage_percent is told GreaterThan 70 %"] },
    fail: {
      given: space(101),
      says: ["storage_percent is told GreaterThan 101 %; it has to be told at 70 % or earlier"],
    },
    absent: {
      given: space(undefined),
      says: ["storage_percent is told GreaterThan undefined %; it has to be told at 70 % or earlier"],
    },
    unknown: {
      given: one("monitor:MetricAlert", { criteria: UNKNOWN }),
      says: ["criteria are not known before the update"],
    },
    notApplicable: { given: alert({ metricName: "FirewallHealth" }), says: ["it is about nothing that fills up"] },
  },
  sabotage: [
    {
      what: "warns of a full database when it is full",
      type: "monitor:MetricAlert",
      where: ({ inputs }) => JSON.stringify(inputs).includes("storage_percent"),
      set: { "criteria.allOf.0.threshold": 100 },
    },
  ],
});
