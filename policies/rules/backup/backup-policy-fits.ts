import {
  compliant,
  forEach,
  needsUnion,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

const POLICY = "properties.policyInfo.policyId";
const SOURCE = "properties.dataSourceInfo.datasourceType";
const BLOBS = "Microsoft.Storage/storageAccounts/blobServices";
const CLUSTERS = "Microsoft.ContainerService/managedClusters";

/** Whether what is backed up follows a policy that was made for its kind. */
function judgeInstance(instance: RegisteredResource, resources: ResourceSet): Outcome {
  const policy = resources.reference(instance, POLICY, "dataprotection:BackupPolicy");
  const kind = read(instance, SOURCE);
  if (kind.kind === "unknown" || policy.kind === "unknown") {
    return undetermined("which policy it follows is not known before the update", instance);
  }
  if (policy.kind === "absent") return violation("it follows no policy, so nothing is backed up", instance);
  if (policy.kind === "elsewhere" || policy.resource.type !== "dataprotection:BackupPolicy") {
    const name = String(valueOf(instance, POLICY)).split("/").at(-1) ?? "";
    return resources.isUnion
      ? violation(
          `it follows policy ${name}, which is not part of the platform: nobody knows what it asks for`,
          instance,
        )
      : needsUnion("what its policy asks for", instance);
  }
  const types = valueOf(policy.resource, "properties.datasourceTypes");
  const meant = Array.isArray(types) ? types.map(String) : [];
  const source = textOf(instance, SOURCE) ?? "";
  return meant.includes(source)
    ? compliant(`it follows a policy for ${source}`, instance)
    : violation(`it is ${source} and follows a policy for ${meant.join(", ") || "nothing"}`, instance);
}

const id =
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/backupVaults/vault/backupPolicies/policy";
const policy = (source: string) =>
  ({
    type: "dataprotection:BackupPolicy",
    name: "policy",
    id,
    inputs: { properties: { datasourceTypes: [source] } },
  }) as const;
const instance = (policyId: unknown) =>
  ({
    type: "dataprotection:BackupInstance",
    name: "instance",
    inputs: { properties: { dataSourceInfo: { datasourceType: BLOBS }, policyInfo: { policyId } } },
  }) as const;

export const rule = relationRule({
  id: "backup-policy-fits",
  title: "Whatever is backed up follows a policy of the platform that was made for it",
  why: "Under another policy it would be backed up less often, for a shorter time, or not at all.",
  severity: "critical",
  concern: "continuity",
  clauses: ["documents.backupEvery", "documents", "backup.systemEvery"],
  remediation: "Name the policy of the platform that is for this kind of data.",
  spans: "platform",
  judge: (resources) =>
    forEach(resources.ofType("dataprotection:BackupInstance"), "things that are backed up", (instance) =>
      judgeInstance(instance, resources),
    ),
  cases: {
    pass: { given: [policy(BLOBS), instance(id)], says: [`it follows a policy for ${BLOBS}`] },
    fail: {
      given: [policy(CLUSTERS), instance(id)],
      says: [`it is ${BLOBS} and follows a policy for ${CLUSTERS}`],
    },
    absent: { given: [instance(undefined)], says: ["it follows no policy, so nothing is backed up"] },
    unknown: {
      given: [policy(BLOBS), instance(UNKNOWN)],
      says: ["which policy it follows is not known before the update"],
    },
    notApplicable: { given: [policy(BLOBS)], says: ["there are no things that are backed up"] },
  },
  sabotage: [
    {
      what: "lets documents follow the policy of clusters",
      type: "dataprotection:BackupInstance",
      where: (one) => JSON.stringify(one.inputs).includes("blobServices"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace("backupPolicies/bkpol-doc", "backupPolicies/bkpol-kub"),
        ) as typeof inputs,
      also: ["backup-policy-used"],
      except: ["superoffice", "draftit"],
    },
    {
      what: "lets one cell's documents follow a policy that nobody knows",
      type: "dataprotection:BackupInstance",
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace("backupPolicies/bkpol-doc", "backupPolicies/short")) as typeof inputs,
      except: ["coachview", "superoffice", "cloxxs", "pct"],
    },
  ],
});
