import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-no-copies-to-strangers",
  title: "Nothing is copied from a storage account to another directory",
  why: "Object replication to a stranger would take every new document along.",
  severity: "high",
  concern: "security",
  clauses: ["isolation"],
  remediation: "Set allowCrossTenantReplication to false.",
  types: ["storage:StorageAccount"],
  judge: (resource) => expectProperties(resource, { allowCrossTenantReplication: exactly(false) }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { allowCrossTenantReplication: false }),
      says: ["allowCrossTenantReplication is false"],
    },
    fail: {
      given: one("storage:StorageAccount", { allowCrossTenantReplication: true }),
      says: ["allowCrossTenantReplication is true; it has to be false"],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ["allowCrossTenantReplication is absent, which means false on Azure"],
    },
    unknown: {
      given: one("storage:StorageAccount", { allowCrossTenantReplication: UNKNOWN }),
      says: ["allowCrossTenantReplication is not known before the update; it has to be false"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    {
      what: "allows copies to other directories",
      type: "storage:StorageAccount",
      set: { allowCrossTenantReplication: true },
    },
  ],
});
