import { compliant, needsUnion, notApplicable, relationRule, violation } from "../../framework/language";
import { listOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { subscriptionsOf } from "../security/subscriptions";

const database = { type: "sql:Database", name: "db", inputs: { databaseName: "db" } } as const;
const logs = ["Administrative", "Security", "Policy"].map((category) => ({ category, enabled: true }));
const setting = (resourceUri: string, more: Readonly<Record<string, unknown>>) =>
  ({ type: "monitor:DiagnosticSetting", name: "setting", inputs: { resourceUri, logs, ...more } }) as const;

/** Who did what to resources and rights, and what Azure held against it. */
const CATEGORIES = ["Administrative", "Security", "Policy"];

function keepsAll(setting: RegisteredResource): boolean {
  const on = listOf(setting, "logs").filter(({ enabled }) => enabled === true);
  return CATEGORIES.every((category) => on.some((one) => one["category"] === category));
}

export const rule = relationRule({
  id: "activity-log-archived",
  title: "What anybody does to a subscription is kept where nobody can change it",
  why: "Whoever misuses rights would take the traces away.",
  severity: "high",
  concern: "security",
  clauses: ["logging.administration"],
  remediation: "Add a diagnostic setting of the subscription with an archive as its storage account.",
  spans: "platform",
  judge: (resources) => {
    const settings = resources
      .ofType("monitor:DiagnosticSetting")
      .filter((one) => "storageAccountId" in one.inputs && keepsAll(one));
    const scopes = settings.map((one) => String(one.inputs["resourceUri"]).toLowerCase());
    const subscriptions = subscriptionsOf(resources);
    if (subscriptions.length === 0) return notApplicable("no subscription is known");
    return subscriptions.map((subscription) => {
      if (scopes.includes(`/subscriptions/${subscription}`.toLowerCase())) {
        return compliant(`the activity log of subscription ${subscription} is archived`);
      }
      if (!resources.isUnion) return needsUnion(`whether the activity log of subscription ${subscription} is archived`);
      return violation(`the activity log of subscription ${subscription} is not archived`);
    });
  },
  cases: {
    pass: {
      given: [database, setting("/subscriptions/s", { storageAccountId: "/a" })],
      says: ["the activity log of subscription s is archived"],
    },
    fail: {
      given: [database, setting("/subscriptions/s", {})],
      says: ["the activity log of subscription s is not archived"],
    },
    absent: { given: [database], says: ["the activity log of subscription s is not archived"] },
    unknown: {
      given: [database],
      alone: true,
      says: [
        "whether the activity log of subscription s is archived can only be judged over all stacks of the platform: run deltawerk check",
      ],
    },
    notApplicable: {
      given: [{ type: "monitor:DiagnosticSetting", name: "only", inputs: {} }],
      says: ["no subscription is known"],
    },
  },
  sabotage: [
    {
      what: "does not keep who changed resources",
      type: "monitor:DiagnosticSetting",
      where: (one) => /^\/subscriptions\/[^/]+$/.test(String(one.inputs["resourceUri"])),
      edit: (inputs) => ({
        ...inputs,
        logs: (inputs["logs"] as readonly object[]).map((log) => ({
          ...log,
          ...("category" in log && log.category === "Administrative" && { enabled: false }),
        })),
      }),
    },
    {
      what: "stops archiving what is done",
      type: "monitor:DiagnosticSetting",
      where: (one) => /^activity-/.test(one.name),
      set: { storageAccountId: undefined },
    },
  ],
});
