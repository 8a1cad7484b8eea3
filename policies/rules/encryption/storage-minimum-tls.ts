import { expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { tlsOf } from "./tls-version";

export const rule = propertyRule({
  id: "storage-minimum-tls",
  title: "Storage accounts refuse TLS older than agreed, as far as Azure lets them",
  why: "An old version of TLS can be broken by someone on the way, who then reads documents or backups.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.inTransit.minimumTls"],
  remediation: "Set minimumTlsVersion to TLS1_2, the newest minimum that storage takes.",
  types: ["storage:StorageAccount"],
  // Storage takes no 1.3 as a minimum: @pulumi/azure-native 3.28.0, MinimumTlsVersion.
  judge: (account, { agreement }) => expectProperties(account, { minimumTlsVersion: tlsOf(agreement, "1.2") }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { minimumTlsVersion: "TLS1_2" }),
      says: ['minimumTlsVersion is "TLS1_2"'],
    },
    fail: {
      given: one("storage:StorageAccount", { minimumTlsVersion: "TLS1_1" }),
      says: ['minimumTlsVersion is "TLS1_1"; it has to be TLS 1.2 or newer'],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ['minimumTlsVersion is absent, which means "TLS1_0" on Azure; it has to be TLS 1.2 or newer'],
    },
    unknown: {
      given: one("storage:StorageAccount", { minimumTlsVersion: UNKNOWN }),
      says: ["minimumTlsVersion is not known before the update; it has to be TLS 1.2 or newer"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    { what: "accepts TLS 1.1", type: "storage:StorageAccount", set: { minimumTlsVersion: "TLS1_1" } },
    { what: "leaves the version to Azure", type: "storage:StorageAccount", set: { minimumTlsVersion: undefined } },
  ],
});
