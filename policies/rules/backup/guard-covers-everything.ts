import { expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "guard-covers-everything",
  title: "A second person is asked for every operation that can destroy backups",
  why: "One stolen identity could delete what was left out.",
  severity: "critical",
  concern: "security",
  clauses: ["backup"],
  remediation: "Empty vaultCriticalOperationExclusionList.",
  types: ["dataprotection:ResourceGuard"],
  judge: (resource) => expectProperties(resource, { "properties.vaultCriticalOperationExclusionList": nothing() }),
  cases: {
    pass: {
      given: one("dataprotection:ResourceGuard", { properties: { vaultCriticalOperationExclusionList: [] } }),
      says: ["properties.vaultCriticalOperationExclusionList is []"],
    },
    fail: {
      given: one("dataprotection:ResourceGuard", {
        properties: {
          vaultCriticalOperationExclusionList: ["Microsoft.DataProtection/backupVaults/backupInstances/delete"],
        },
      }),
      says: [
        'properties.vaultCriticalOperationExclusionList is ["Microsoft.DataProtection/backupVaults/backupInstances/delete"]; it has to be absent or empty',
      ],
    },
    absent: {
      given: one("dataprotection:ResourceGuard", {}),
      says: ["properties.vaultCriticalOperationExclusionList is absent"],
    },
    unknown: {
      given: one("dataprotection:ResourceGuard", { properties: UNKNOWN }),
      says: [
        "properties.vaultCriticalOperationExclusionList is not known before the update; it has to be absent or empty",
      ],
    },
    notApplicable: otherType("dataprotection:ResourceGuard"),
  },
  sabotage: [
    {
      what: "lets one person delete backups",
      type: "dataprotection:ResourceGuard",
      set: {
        "properties.vaultCriticalOperationExclusionList": [
          "Microsoft.DataProtection/backupVaults/backupInstances/delete",
        ],
      },
    },
  ],
});
