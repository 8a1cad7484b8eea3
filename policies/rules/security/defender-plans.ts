import { compliant, needsUnion, notApplicable, relationRule, violation } from "../../framework/language";
import { subscriptionsOf } from "./subscriptions";

/** Source: Microsoft Learn, rest/api/defenderforcloud/pricings (2024-01-01). */
const PLANS = ["Arm", "Containers", "KeyVaults", "SqlServers", "StorageAccounts", "VirtualMachines"];
const database = { type: "sql:Database", name: "db", inputs: { databaseName: "db" } } as const;
const pricing = (pricingName: string) =>
  ({
    type: "security:Pricing",
    name: pricingName,
    inputs: { pricingName, pricingTier: "Standard", scopeId: "subscriptions/s" },
  }) as const;

export const rule = relationRule({
  id: "defender-plans",
  title: "Every subscription has the Defender plans for what stands in it",
  why: "Break-ins, malware and weak settings would show to nobody.",
  severity: "high",
  concern: "security",
  clauses: ["scanning", "monitoring.intrusion"],
  remediation: "Add a Pricing of tier Standard for each missing plan.",
  spans: "platform",
  judge: (resources) => {
    const subscriptions = subscriptionsOf(resources);
    if (subscriptions.length === 0) return notApplicable("no subscription is known");
    const plans = resources.ofType("security:Pricing").filter((one) => one.inputs["pricingTier"] === "Standard");
    return subscriptions.map((subscription) => {
      const own = plans
        .filter((one) => String(one.inputs["scopeId"]).toLowerCase().endsWith(`subscriptions/${subscription}`))
        .map((one) => String(one.inputs["pricingName"]));
      const missing = PLANS.filter((plan) => !own.includes(plan));
      if (missing.length === 0) return compliant(`subscription ${subscription} has its Defender plans`);
      if (!resources.isUnion) return needsUnion(`whether subscription ${subscription} has its Defender plans`);
      return violation(`subscription ${subscription} has no Defender plan ${missing.join(", ")}`);
    });
  },
  cases: {
    pass: { given: [database, ...PLANS.map((plan) => pricing(plan))], says: ["subscription s has its Defender plans"] },
    fail: {
      given: [database, ...PLANS.slice(1).map((plan) => pricing(plan))],
      says: ["subscription s has no Defender plan Arm"],
    },
    absent: { given: [database], says: [`subscription s has no Defender plan ${PLANS.join(", ")}`] },
    unknown: {
      given: [database],
      alone: true,
      says: [
        "whether subscription s has its Defender plans can only be judged over all stacks of the platform: run deltawerk check",
      ],
    },
    notApplicable: { given: [pricing("Arm")], says: ["no subscription is known"] },
  },
  sabotage: [{ what: "removes a plan", type: "security:Pricing", remove: true }],
});
