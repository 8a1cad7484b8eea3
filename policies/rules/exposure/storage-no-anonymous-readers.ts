import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-no-anonymous-readers",
  title: "Nobody reads a storage account without signing in",
  why: "A container that was opened by mistake shows documents or backups to everybody.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation", "access"],
  remediation: "Set allowBlobPublicAccess to false.",
  types: ["storage:StorageAccount"],
  judge: (resource) => expectProperties(resource, { allowBlobPublicAccess: exactly(false) }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { allowBlobPublicAccess: false }),
      says: ["allowBlobPublicAccess is false"],
    },
    fail: {
      given: one("storage:StorageAccount", { allowBlobPublicAccess: true }),
      says: ["allowBlobPublicAccess is true; it has to be false"],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ["allowBlobPublicAccess is absent, which means false on Azure"],
    },
    unknown: {
      given: one("storage:StorageAccount", { allowBlobPublicAccess: UNKNOWN }),
      says: ["allowBlobPublicAccess is not known before the update; it has to be false"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    { what: "lets containers be public", type: "storage:StorageAccount", set: { allowBlobPublicAccess: true } },
  ],
});
