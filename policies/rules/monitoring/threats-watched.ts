import { compliant, needsUnion, notApplicable, relationRule, violation, type Outcome } from "../../framework/language";
import { listOf, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { subscriptionsOf } from "../security/subscriptions";

type Part = Readonly<Record<string, unknown>>;

/** Whether an alert fires on everything that Defender for Cloud finds in a subscription. */
function tellsOfThreats(alert: RegisteredResource, subscription: string): boolean {
  const conditions = listOf(alert, "condition.allOf");
  const [only] = conditions;
  const scopes = (valueOf(alert, "scopes") ?? []) as readonly unknown[];
  return (
    alert.inputs["enabled"] !== false &&
    conditions.length === 1 &&
    only?.["field"] === "category" &&
    only["equals"] === "Security" &&
    listOf(alert, "actions.actionGroups").length > 0 &&
    scopes.some((scope) => String(scope).toLowerCase() === `/subscriptions/${subscription}`)
  );
}

/** Whether somebody gets Defender's mails about a subscription. */
function namesSomebody(contact: RegisteredResource, subscription: string, resources: ResourceSet): boolean {
  const to = textOf(contact, "emails") ?? "";
  return (
    resources.subscriptionOf(contact)?.toLowerCase() === subscription &&
    contact.inputs["isEnabled"] !== false &&
    to.includes("@")
  );
}

const database = { type: "sql:Database", name: "db", inputs: { databaseName: "db" } } as const;
const contact = (inputs: Part = {}) =>
  ({
    type: "security:SecurityContact",
    name: "contact",
    inputs: { emails: "duty@example.no", isEnabled: true, ...inputs },
  }) as const;
const alert = (inputs: Part = {}) =>
  ({
    type: "monitor:ActivityLogAlert",
    name: "alert",
    inputs: {
      condition: { allOf: [{ field: "category", equals: "Security" }] },
      scopes: ["/subscriptions/s"],
      actions: { actionGroups: [{ actionGroupId: "/g" }] },
      ...inputs,
    },
  }) as const;

export const rule = relationRule({
  id: "threats-watched",
  title: "What Defender for Cloud finds in any subscription reaches somebody",
  why: "An attack that was noticed would go on because nobody was told.",
  severity: "critical",
  concern: "security",
  clauses: ["monitoring.intrusion", "support.securityService"],
  remediation:
    "Give the subscription a security contact that is enabled, and an activity log alert on category Security with an action group.",
  spans: "platform",
  judge: (resources) => {
    const subscriptions = subscriptionsOf(resources);
    if (subscriptions.length === 0) return notApplicable("no subscription is known");
    return subscriptions.flatMap((subscription): readonly Outcome[] => {
      const missing = [
        ...(resources.ofType("monitor:ActivityLogAlert").some((one) => tellsOfThreats(one, subscription))
          ? []
          : ["alert on threats"]),
        ...(resources.ofType("security:SecurityContact").some((one) => namesSomebody(one, subscription, resources))
          ? []
          : ["security contact"]),
      ];
      if (missing.length === 0) return [compliant(`threats in subscription ${subscription} reach somebody`)];
      return resources.isUnion
        ? missing.map((what) => violation(`subscription ${subscription} has no ${what}`))
        : [needsUnion(`whether threats in subscription ${subscription} reach somebody`)];
    });
  },
  cases: {
    pass: { given: [database, contact(), alert()], says: ["threats in subscription s reach somebody"] },
    fail: {
      given: [
        database,
        contact({ isEnabled: false }),
        alert({ condition: { allOf: [{ field: "category", equals: "Autoscale" }] } }),
      ],
      says: ["subscription s has no alert on threats", "subscription s has no security contact"],
    },
    absent: { given: [database, alert()], says: ["subscription s has no security contact"] },
    unknown: {
      given: [database],
      alone: true,
      says: [
        "whether threats in subscription s reach somebody can only be judged over all stacks of the platform: run deltawerk check",
      ],
    },
    notApplicable: {
      given: [{ type: "security:Pricing", name: "plan", inputs: { pricingName: "Arm" } }],
      says: ["no subscription is known"],
    },
  },
  sabotage: [
    { what: "removes the contact of a subscription", type: "security:SecurityContact", remove: true },
    { what: "switches the mails of Defender off", type: "security:SecurityContact", set: { isEnabled: false } },
    {
      what: "lets the alert on threats look for something else",
      type: "monitor:ActivityLogAlert",
      where: ({ name }) => name.startsWith("threat-found"),
      set: { "condition.allOf.0.equals": "Autoscale" },
    },
    {
      what: "removes the alert on threats",
      type: "monitor:ActivityLogAlert",
      where: ({ name }) => name.startsWith("threat-found"),
      remove: true,
    },
  ],
});
