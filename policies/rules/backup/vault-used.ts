import { compliant, forEach, needsUnion, relationRule, undetermined, violation } from "../../framework/language";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/backupVaults/vault";
const vault = { type: "dataprotection:BackupVault", name: "vault", id, inputs: {} } as const;
const instance = {
  type: "dataprotection:BackupInstance",
  name: "instance",
  id: `${id}/backupInstances/instance`,
  inputs: {},
} as const;

export const rule = relationRule({
  id: "vault-used",
  title: "Every backup vault protects something",
  why: "An empty vault is a promise of a backup that nobody makes.",
  severity: "high",
  concern: "continuity",
  clauses: ["backup", "documents"],
  remediation: "Protect documents or a cluster with the vault, or remove it.",
  spans: "platform",
  judge: (resources) => {
    const instances = resources.ofType("dataprotection:BackupInstance");
    return forEach(resources.ofType("dataprotection:BackupVault"), "backup vaults", (vault) => {
      if (instances.some((one) => resources.parentOf(one) === vault))
        return compliant("the vault protects something", vault);
      if (!resources.isUnion) return needsUnion("whether the vault protects something", vault);
      return instances.some((one) => resources.armIdOf(one) === undefined)
        ? undetermined("which vaults protect something is not known before the update", vault)
        : violation("the vault protects nothing", vault);
    });
  },
  cases: {
    pass: { given: [vault, instance], says: ["the vault protects something"] },
    fail: {
      given: [vault, { ...instance, id: instance.id.replace("/vault/", "/other/") }],
      says: ["the vault protects nothing"],
    },
    absent: { given: [vault], says: ["the vault protects nothing"] },
    unknown: {
      given: [vault],
      alone: true,
      says: [
        "whether the vault protects something can only be judged over all stacks of the platform: run deltawerk check",
      ],
    },
    notApplicable: { given: [instance], says: ["there are no backup vaults"] },
  },
  sabotage: [
    {
      what: "ends every backup in a vault",
      type: "dataprotection:BackupInstance",
      where: (one) => JSON.stringify(one.inputs).includes("blobServices"),
      remove: true,
      also: ["backup-policy-used", "documents-backed-up"],
      // Elsewhere the vault still has the cluster, or another cell's documents.
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
  ],
});
