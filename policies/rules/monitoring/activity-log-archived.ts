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

function keptBy(setting: RegisteredResource): readonly unknown[] {
  return listOf(setting, "logs").flatMap(({ enabled, category }) => (enabled === true ? [category] : []));
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
    const settings = resources.ofType("monitor:DiagnosticSetting").filter((one) => "storageAccountId" in one.inputs);
    const subscriptions = subscriptionsOf(resources);
    if (subscriptions.length === 0) return notApplicable("no subscription is known");
    return subscriptions.map((subscription) => {
      const scope = `/subscriptions/${subscription}`.toLowerCase();
      const own = settings.filter((one) => String(one.inputs["resourceUri"]).toLowerCase() === scope);
      const lacking = own.map((one) => CATEGORIES.filter((category) => !keptBy(one).includes(category)));
      const least = [...lacking].sort((one, other) => one.length - other.length)[0];
      if (least?.length === 0) {
        return compliant(`the activity log of subscription ${subscription} is archived`);
      }
      if (!resources.isUnion) return needsUnion(`whether the activity log of subscription ${subscription} is archived`);
      return violation(
        least === undefined
          ? `the activity log of subscription ${subscription} is not archived`
          : `the archived activity log of subscription ${subscription} lacks ${least.join(", ")}`,
      );
    });
  },
  cases: {
    pass: {
      given: [database, setting("/subscriptions/s", { storageAccountId: "/a" })],
      says: ["the activity log of subscription s is archived"],
    },
    fail: {
      given: [database, setting("/subscriptions/s", { storageAccountId: "/a", logs: logs.slice(1) })],
      says: ["the archived activity log of subscription s lacks Administrative"],
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
