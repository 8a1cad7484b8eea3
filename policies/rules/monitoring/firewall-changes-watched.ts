import { compliant, forEach, needsUnion, relationRule, undetermined, violation } from "../../framework/language";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { hasLayer } from "../data/cells";

/** Source: Microsoft Learn, role-based-access-control/permissions (2024). */
const OPERATIONS = [
  "Microsoft.Network/firewallPolicies/write",
  "Microsoft.Network/firewallPolicies/ruleCollectionGroups/write",
] as const;
const conditions = { allOf: [{ anyOf: OPERATIONS.map((equals) => ({ field: "operationName", equals })) }] };
const firewall = { type: "network:AzureFirewall", name: "firewall", inputs: {} } as const;
const alert = (condition: unknown) =>
  ({
    type: "monitor:ActivityLogAlert",
    name: "alert",
    inputs: { enabled: true, scopes: ["/subscriptions/s"], condition },
  }) as const;

export const rule = relationRule({
  id: "firewall-changes-watched",
  title: "Every change of what the firewalls let through raises an alert",
  why: "A rule that somebody opened by hand would stay open.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall.changeRecord", "monitoring.intrusion"],
  remediation: "Add an activity log alert on the writing of firewall policies and rule collection groups.",
  spans: "stack",
  judge: (resources) => {
    const firewalls = resources.ofType("network:AzureFirewall");
    const alerts = resources.ofType("monitor:ActivityLogAlert").filter((one) => one.inputs["enabled"] !== false);
    return forEach(firewalls, "firewalls", (firewall) => {
      const scope = `/subscriptions/${resources.subscriptionOf(firewall) ?? ""}`;
      const own = alerts.filter((one) => JSON.stringify(one.inputs["scopes"]).includes(scope));
      const watched = OPERATIONS.filter((operation) =>
        own.some((one) => JSON.stringify(one.inputs["condition"]).includes(`"${operation}"`)),
      );
      if (watched.length === OPERATIONS.length) return compliant("changes of its rules raise an alert", firewall);
      // Alerts of a subscription are the platform layer's; a tenant's own firewall is in its cell.
      if (!resources.isUnion && !hasLayer(resources, "platform")) {
        return needsUnion("whether changes of its rules raise an alert", firewall);
      }
      return alerts.some((one) => isUnknown(one.inputs["condition"]))
        ? undetermined("what the alerts watch is not known before the update", firewall)
        : violation(
            `no alert watches ${OPERATIONS.filter((one) => !watched.includes(one)).join(", ")} in ${scope}`,
            firewall,
          );
    });
  },
  cases: {
    pass: { given: [firewall, alert(conditions)], says: ["changes of its rules raise an alert"] },
    fail: {
      given: [firewall, alert({ allOf: [{ field: "operationName", equals: OPERATIONS[0] }] })],
      says: [`no alert watches ${OPERATIONS[1]} in /subscriptions/s`],
    },
    absent: { given: [firewall], says: [`no alert watches ${OPERATIONS.join(", ")} in /subscriptions/s`] },
    unknown: { given: [firewall, alert(UNKNOWN)], says: ["what the alerts watch is not known before the update"] },
    notApplicable: { given: [alert(conditions)], says: ["there are no firewalls"] },
  },
  sabotage: [
    {
      what: "watches no changes any more",
      type: "monitor:ActivityLogAlert",
      where: (one) => one.name.startsWith("firewall-changed-platform"),
      remove: true,
    },
  ],
});
