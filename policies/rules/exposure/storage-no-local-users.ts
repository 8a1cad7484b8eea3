import { anythingBut, expectProperties, one, otherType, propertyRule, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-no-local-users",
  title: "Storage accounts know no users of their own",
  why: "A user of the account signs in with a password or key that nobody manages, past every role.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "isolation"],
  remediation: "Leave out isSftpEnabled, isLocalUserEnabled, enableNfsV3 and local users.",
  types: ["storage:StorageAccount", "storage:LocalUser"],
  judge: (one) =>
    one.type === "storage:StorageAccount"
      ? expectProperties(one, {
          isSftpEnabled: anythingBut(true),
          isLocalUserEnabled: anythingBut(true),
          enableNfsV3: anythingBut(true),
        })
      : [violation(`user ${String(one.inputs["username"])} signs in past every role; the account may have none`, one)],
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
    notApplicable: otherType("storage:StorageAccount", "storage:LocalUser"),
  },
  sabotage: [
    {
      what: "lets users of its own in by SFTP",
      type: "storage:StorageAccount",
      set: { isSftpEnabled: true, isLocalUserEnabled: true },
    },
    {
      what: "gives the account a user of its own",
      type: "storage:StorageAccount",
      adds: {
        type: "storage:LocalUser",
        inputs: ({ resourceGroupName, accountName }) => ({
          resourceGroupName,
          accountName,
          username: "visitor",
          hasSshPassword: true,
        }),
      },
    },
    { what: "serves documents by NFS", type: "storage:StorageAccount", set: { enableNfsV3: true } },
  ],
});
