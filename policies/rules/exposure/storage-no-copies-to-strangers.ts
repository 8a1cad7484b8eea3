import { exactly, expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-no-copies-to-strangers",
  title: "Nothing is copied from a storage account to another directory",
  why: "Object replication to a stranger would take every new document along.",
  severity: "high",
  concern: "security",
  clauses: ["isolation"],
  remediation: 'Set allowCrossTenantReplication to false and allowedCopyScope to "AAD".',
  types: ["storage:StorageAccount"],
  judge: (resource) =>
    expectProperties(resource, {
      allowCrossTenantReplication: exactly(false),
      // Absent, a copy may begin in any account of any directory (Microsoft Learn, storage/common/security-restrict-copy-operations, 2025).
      allowedCopyScope: oneOf("AAD", "PrivateLink"),
    }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { allowCrossTenantReplication: false, allowedCopyScope: "AAD" }),
      says: ["allowCrossTenantReplication is false"],
    },
    fail: {
      given: one("storage:StorageAccount", { allowCrossTenantReplication: true, allowedCopyScope: "AAD" }),
      says: ["allowCrossTenantReplication is true; it has to be false"],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ['allowedCopyScope is absent; it has to be "AAD" or "PrivateLink"'],
    },
    unknown: {
      given: one("storage:StorageAccount", { allowCrossTenantReplication: UNKNOWN, allowedCopyScope: "AAD" }),
      says: ["allowCrossTenantReplication is not known before the update; it has to be false"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    { what: "lets copies begin anywhere", type: "storage:StorageAccount", set: { allowedCopyScope: undefined } },
    {
      what: "allows copies to other directories",
      type: "storage:StorageAccount",
      set: { allowCrossTenantReplication: true },
    },
  ],
});
