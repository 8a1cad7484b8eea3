import { compliant, forEach, needsUnion, relationRule, undetermined, violation } from "../../framework/language";
import { valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Azure's severities, worst first, for each severity of the support clauses. */
const NAMES = ["critical", "serious", "workable", "other", "other"] as const;

/** The route of a severity: that of its name, or of the next milder one that the agreement has, or of its mildest. */
function routeFor(severity: number, agreed: readonly string[]): string {
  const names: readonly string[] = ["critical", "serious", "workable", "other"];
  const from = names.indexOf(NAMES[severity] ?? "other");
  return names.slice(from).find((name) => agreed.includes(name)) ?? agreed.at(-1) ?? "";
}

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/group";
const group = (groupShortName: string) =>
  ({ type: "monitor:ActionGroup", name: "group", id, inputs: { groupShortName } }) as const;
const alert = (severity: number) =>
  ({ type: "monitor:MetricAlert", name: "alert", inputs: { severity, actions: [{ actionGroupId: id }] } }) as const;

export const rule = relationRule({
  id: "alert-severity-route",
  title: "Every alert goes to the route whose reaction was promised for its severity",
  why: "A fault that puts customers out would wait for a ticket to be read.",
  severity: "high",
  concern: "operations",
  clauses: ["support.severities"],
  remediation: "Send the alert to the action group of the severity that the agreement names for it.",
  spans: "platform",
  judge: (resources, { agreement }) => {
    const alerts = resources.ofType("monitor:MetricAlert", "monitor:ScheduledQueryRule");
    return forEach(alerts, "alerts with a severity", (alert) => {
      const severity = Number(valueOf(alert, "severity"));
      const expected = routeFor(
        severity,
        agreement.support.severities.map(({ name }) => name),
      );
      const path = alert.type === "monitor:MetricAlert" ? "actions.0.actionGroupId" : "actions.actionGroups.0";
      const target = resources.reference(alert, path, "monitor:ActionGroup");
      if (target.kind === "resource") {
        const route = String(target.resource.inputs["groupShortName"]);
        return route === expected
          ? compliant(`severity ${severity} goes to "${route}"`, alert)
          : violation(
              `severity ${severity} goes to "${route}"; the agreement promises the reaction of "${expected}"`,
              alert,
            );
      }
      if (target.kind === "absent") return violation(`severity ${severity} goes to no route`, alert);
      if (!resources.isUnion) return needsUnion(`the route of severity ${severity}`, alert);
      return target.kind === "unknown"
        ? undetermined(`the route of severity ${severity} is not known before the update`, alert)
        : violation(`severity ${severity} goes to ${target.id}, which is not part of the platform`, alert);
    });
  },
  cases: {
    pass: { given: [group("critical"), alert(0)], says: ['severity 0 goes to "critical"'] },
    fail: {
      given: [group("other"), alert(1)],
      says: ['severity 1 goes to "other"; the agreement promises the reaction of "serious"'],
    },
    absent: {
      given: [{ type: "monitor:MetricAlert", name: "alert", inputs: { severity: 0 } }],
      says: ["severity 0 goes to no route"],
    },
    unknown: {
      given: [
        { type: "monitor:MetricAlert", name: "alert", inputs: { severity: 0, actions: [{ actionGroupId: UNKNOWN }] } },
      ],
      says: ["the route of severity 0 is not known before the update"],
    },
    notApplicable: { given: [group("critical")], says: ["there are no alerts with a severity"] },
  },
  sabotage: [
    {
      what: "lets a database that is down wait for a ticket",
      type: "monitor:MetricAlert",
      where: (one) => one.inputs["severity"] === 0,
      set: { severity: 4 },
    },
  ],
});
