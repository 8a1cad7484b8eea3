import { compliant, forEach, needsUnion, relationRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id =
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/backupVaults/vault/backupPolicies/policy";
const policy = { type: "dataprotection:BackupPolicy", name: "policy", id, inputs: {} } as const;
const instance = (policyId: string) =>
  ({
    type: "dataprotection:BackupInstance",
    name: "instance",
    inputs: { properties: { policyInfo: { policyId } } },
  }) as const;

export const rule = relationRule({
  id: "backup-policy-used",
  title: "Every backup policy protects something",
  why: "A schedule that nothing follows makes no backup.",
  severity: "medium",
  concern: "continuity",
  clauses: ["backup", "documents"],
  remediation: "Name the policy in a backup instance, or remove it.",
  spans: "platform",
  judge: (resources) => {
    const instances = resources.ofType("dataprotection:BackupInstance");
    return forEach(resources.ofType("dataprotection:BackupPolicy"), "backup policies", (policy) => {
      const references = instances.map((one) =>
        resources.reference(one, "properties.policyInfo.policyId", "dataprotection:BackupPolicy"),
      );
      if (references.some((one) => one.kind === "resource" && one.resource === policy)) {
        return compliant("something is backed up by the policy", policy);
      }
      if (!resources.isUnion) return needsUnion("whether something is backed up by the policy", policy);
      return references.some((one) => one.kind === "unknown")
        ? undetermined("which policies back something up is not known before the update", policy)
        : violation("nothing is backed up by the policy", policy);
    });
  },
  cases: {
    pass: { given: [policy, instance(id)], says: ["something is backed up by the policy"] },
    fail: { given: [policy, instance(`${id}-other`)], says: ["nothing is backed up by the policy"] },
    absent: { given: [policy], says: ["nothing is backed up by the policy"] },
    unknown: {
      given: [policy, instance(UNKNOWN)],
      says: ["which policies back something up is not known before the update"],
    },
    notApplicable: { given: [instance(id)], says: ["there are no backup policies"] },
  },
  sabotage: [
    {
      except: ["draftit"],
      what: "detaches the policy",
      also: ["backup-policy-fits"],
      type: "dataprotection:BackupInstance",
      set: {
        "properties.policyInfo.policyId":
          "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/backupVaults/v/backupPolicies/other",
      },
    },
  ],
});
