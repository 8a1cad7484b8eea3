import { anythingBut, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-no-local-users",
  title: "Storage accounts know no users of their own",
  why: "A user of the account signs in with a password or key that nobody manages, past every role.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "isolation"],
  remediation: "Leave out isSftpEnabled, isLocalUserEnabled and isNfsV3Enabled.",
  types: ["storage:StorageAccount"],
  judge: (resource) =>
    expectProperties(resource, {
      isSftpEnabled: anythingBut(true),
      isLocalUserEnabled: anythingBut(true),
      isNfsV3Enabled: anythingBut(true),
    }),
  cases: {
    pass: { given: one("storage:StorageAccount", { isSftpEnabled: false }), says: ["isSftpEnabled is false"] },
    fail: {
      given: one("storage:StorageAccount", { isSftpEnabled: true, isLocalUserEnabled: true }),
      says: [
        "isSftpEnabled is true; it has to be anything but true",
        "isLocalUserEnabled is true; it has to be anything but true",
      ],
    },
    absent: { given: one("storage:StorageAccount", {}), says: ["isSftpEnabled is absent"] },
    unknown: {
      given: one("storage:StorageAccount", { isSftpEnabled: UNKNOWN }),
      says: ["isSftpEnabled is not known before the update; it has to be anything but true"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    {
      what: "lets users of its own in by SFTP",
      type: "storage:StorageAccount",
      set: { isSftpEnabled: true, isLocalUserEnabled: true },
    },
    { what: "serves documents by NFS", type: "storage:StorageAccount", set: { isNfsV3Enabled: true } },
  ],
});
