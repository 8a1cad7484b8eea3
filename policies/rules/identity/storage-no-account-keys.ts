import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-no-account-keys",
  title: "Storage accounts cannot be opened with a key",
  why: "Whoever has an account's key is everybody: no sign-in, no trace of a person.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set allowSharedKeyAccess to false.",
  types: ["storage:StorageAccount"],
  judge: (resource) => expectProperties(resource, { allowSharedKeyAccess: exactly(false) }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { allowSharedKeyAccess: false }),
      says: ["allowSharedKeyAccess is false"],
    },
    fail: {
      given: one("storage:StorageAccount", { allowSharedKeyAccess: true }),
      says: ["allowSharedKeyAccess is true; it has to be false"],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ["allowSharedKeyAccess is absent, which means true on Azure; it has to be false"],
    },
    unknown: {
      given: one("storage:StorageAccount", { allowSharedKeyAccess: UNKNOWN }),
      says: ["allowSharedKeyAccess is not known before the update; it has to be false"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    { what: "allows account keys", type: "storage:StorageAccount", set: { allowSharedKeyAccess: true } },
    { what: "leaves it to Azure", type: "storage:StorageAccount", set: { allowSharedKeyAccess: undefined } },
  ],
});
