import { compliant, forEach, one, relationRule, undetermined, violation } from "../../framework/language";
import { durationDays } from "../../../agreement/duration";
import { listOf, walk } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsolweudoc01k3xq";
const account = {
  type: "storage:StorageAccount",
  name: "documents",
  id,
  inputs: { accountName: "stsolweudoc01k3xq", location: "westeurope" },
} as const;
const policy = (actions: Readonly<Record<string, unknown>>) =>
  ({
    type: "storage:ManagementPolicy",
    name: "policy",
    id: `${id}/managementPolicies/default`,
    inputs: { policy: { rules: [{ enabled: true, definition: { actions } }] } },
  }) as const;

export const rule = relationRule({
  id: "documents-changes-kept",
  title: "Earlier versions of documents are not deleted before the agreed time",
  why: "A document that was changed by mistake could not be had back.",
  severity: "high",
  concern: "continuity",
  clauses: ["documents"],
  remediation: "Delete versions no earlier than documents.changesKept, and never the documents themselves.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    const accounts = resources.ofType("storage:StorageAccount").filter((one) => holds(one, "documents"));
    const policies = resources.ofType("storage:ManagementPolicy");
    const least = Math.ceil(durationDays(agreement.documents.changesKept));
    return forEach(accounts, "accounts of documents", (account) => {
      const own = policies.filter((one) => resources.parentOf(one) === account);
      if (policies.some((one) => resources.armIdOf(one) === undefined)) {
        return undetermined("which account a management policy belongs to is not known before the update", account);
      }
      const rules = own.flatMap((one) => listOf(one, "policy.rules")).filter(({ enabled }) => enabled !== false);
      const early = rules.flatMap((rule): string[] => {
        const actions = walk(rule, "definition.actions");
        const given = actions.kind === "given" ? (actions.value as Readonly<Record<string, unknown>>) : {};
        const days = walk(given, "version.delete.daysAfterCreationGreaterThan");
        if ("baseBlob" in given && walk(given, "baseBlob.delete").kind === "given")
          return ["deletes the documents themselves"];
        return days.kind === "given" && Number(days.value) < least
          ? [`deletes earlier versions after ${Number(days.value)} days; they have to stay ${least}`]
          : [];
      });
      return early.length > 0
        ? early.map((text) => violation(`a management policy ${text}`, account))
        : compliant("no management policy deletes too early", account);
    });
  },
  cases: {
    pass: {
      given: [account, policy({ version: { delete: { daysAfterCreationGreaterThan: 30 } } })],
      says: ["no management policy deletes too early"],
    },
    fail: {
      given: [account, policy({ version: { delete: { daysAfterCreationGreaterThan: 7 } } })],
      says: ["a management policy deletes earlier versions after 7 days; they have to stay 30"],
    },
    absent: { given: [account], says: ["no management policy deletes too early"] },
    unknown: {
      given: [account, { type: "storage:ManagementPolicy", name: "policy", inputs: { accountName: UNKNOWN } }],
      says: ["which account a management policy belongs to is not known before the update"],
    },
    notApplicable: { given: one("network:RouteTable", {}), says: ["there are no accounts of documents"] },
  },
  sabotage: [
    {
      what: "deletes versions after a week",
      type: "storage:ManagementPolicy",
      where: (one) => JSON.stringify(one.inputs).includes("end-of-changes"),
      set: { "policy.rules.0.definition.actions.version.delete.daysAfterCreationGreaterThan": 7 },
    },
    {
      what: "deletes documents that are a year old",
      type: "storage:ManagementPolicy",
      where: (one) => JSON.stringify(one.inputs).includes("end-of-changes"),
      set: { "policy.rules.0.definition.actions.baseBlob": { delete: { daysAfterModificationGreaterThan: 365 } } },
    },
  ],
});
