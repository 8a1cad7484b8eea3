import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole, HOLDS } from "./account-role";

export const rule = propertyRule({
  id: "residency-classified",
  title: "The name of every storage account says what it holds",
  why: "What nobody can tell apart cannot be kept in its place.",
  severity: "high",
  concern: "residency",
  clauses: ["residency"],
  remediation: "Name the account by the grammar of azure/names.",
  types: ["storage:StorageAccount"],
  judge: (account) => {
    const role = accountRole(account);
    if (role === "unknown") return [undetermined("accountName is not known before the update", account)];
    const what = HOLDS[role ?? ""];
    const name = JSON.stringify(account.inputs["accountName"]) ?? "absent";
    return [
      what === undefined
        ? violation(`accountName is ${name}, which does not say what the account holds`, account)
        : compliant(`accountName is ${name}: it holds ${what}`, account),
    ];
  },
  cases: {
    pass: {
      given: one("storage:StorageAccount", { accountName: "stsolweudoc01k3xq" }),
      says: ['accountName is "stsolweudoc01k3xq": it holds documents'],
    },
    fail: {
      given: one("storage:StorageAccount", { accountName: "customerfiles" }),
      says: ['accountName is "customerfiles", which does not say what the account holds'],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ["accountName is absent, which does not say what the account holds"],
    },
    unknown: {
      given: one("storage:StorageAccount", { accountName: UNKNOWN }),
      says: ["accountName is not known before the update"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    {
      what: "adds an account that nobody can place",
      type: "storage:StorageAccount",
      where: (account) => /kub/.test(String(account.inputs["accountName"])),
      set: { accountName: "customerfiles" },
      also: ["data-protected", "network-classified"],
      alsoOn: {
        coachview: ["cluster-backup-inside"],
        superoffice: ["cluster-backup-inside"],
        cloxxs: ["cluster-backup-inside"],
        pct: ["cluster-backup-inside"],
      },
    },
  ],
});
