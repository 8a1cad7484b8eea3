import { compliant, forEach, isLedTo, relationRule, undetermined, violation } from "../../framework/language";
import type { Sabotage } from "../../framework/sabotage";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsolweudoc01k3xq";
const account = {
  type: "storage:StorageAccount",
  name: "documents",
  id,
  inputs: { accountName: "stsolweudoc01k3xq" },
} as const;
const instance = (resourceID: string) =>
  ({
    type: "dataprotection:BackupInstance",
    name: "instance",
    inputs: { properties: { dataSourceInfo: { resourceID } } },
  }) as const;

const ended: Pick<Sabotage, "type" | "where" | "remove"> = {
  type: "dataprotection:BackupInstance",
  where: (one) => JSON.stringify(one.inputs).includes("blobServices"),
  remove: true,
};

export const rule = relationRule({
  id: "documents-backed-up",
  title: "Documents are backed up at every site where that was agreed",
  why: "A mirror copies every mistake; only a backup can be gone back to.",
  severity: "critical",
  concern: "continuity",
  clauses: ["documents.backupEvery", "documents"],
  remediation: "Add a backup instance for the account.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    const accounts = resources.ofType("storage:StorageAccount").filter((one) => holds(one, "documents"));
    const references = resources
      .ofType("dataprotection:BackupInstance")
      .map((one) => resources.reference(one, "properties.dataSourceInfo.resourceID", "storage:StorageAccount"));
    const states = accounts.map((account) => ({ account, state: isLedTo(account, references) }));
    // One site of each cell, whose archive is a store of its own.
    const isEnough = ({ stack }: RegisteredResource): boolean =>
      agreement.documents.backupAt === "one site" &&
      states.some(({ account, state }) => state === "yes" && account.stack === stack);
    return forEach(accounts, "accounts of documents", (account) => {
      const state = states.find((one) => one.account === account)?.state;
      if (state === "yes" || isEnough(account)) return compliant("its documents are backed up", account);
      return state === "unknown"
        ? undetermined("whether its documents are backed up is not known before the update", account)
        : violation(`nothing backs its documents up; that was agreed for ${agreement.documents.backupAt}`, account);
    });
  },
  cases: {
    pass: { given: [account, instance(id)], says: ["its documents are backed up"] },
    fail: {
      given: [account, instance(`${id}x`)],
      says: ["nothing backs its documents up; that was agreed for every site"],
    },
    absent: { given: [account], says: ["nothing backs its documents up; that was agreed for every site"] },
    unknown: {
      given: [account, instance(UNKNOWN)],
      says: ["whether its documents are backed up is not known before the update"],
    },
    notApplicable: { given: [instance(id)], says: ["there are no accounts of documents"] },
  },
  sabotage: [
    {
      what: "ends the only backup in a vault",
      ...ended,
      also: ["backup-policy-used", "vault-used"],
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
    {
      what: "ends the backup of documents",
      ...ended,
      also: ["backup-policy-used"],
      except: ["superoffice", "draftit"],
    },
    { what: "ends one cell's backup", ...ended, except: ["superoffice", "coachview", "cloxxs", "pct"] },
  ],
});
