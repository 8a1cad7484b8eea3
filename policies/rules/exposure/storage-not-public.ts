import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-not-public",
  title: "Storage accounts are reached by private endpoints and trusted services only",
  why: "An account with a public endpoint can be tried by anybody on the internet.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "isolation"],
  remediation: 'Set publicNetworkAccess to "Disabled".',
  types: ["storage:StorageAccount"],
  judge: (resource) => expectProperties(resource, { publicNetworkAccess: exactly("Disabled") }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { publicNetworkAccess: "Disabled" }),
      says: ['publicNetworkAccess is "Disabled"'],
    },
    fail: {
      given: one("storage:StorageAccount", { publicNetworkAccess: "Enabled" }),
      says: ['publicNetworkAccess is "Enabled"; it has to be "Disabled"'],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ['publicNetworkAccess is absent, which means "Enabled" on Azure; it has to be "Disabled"'],
    },
    unknown: {
      given: one("storage:StorageAccount", { publicNetworkAccess: UNKNOWN }),
      says: ['publicNetworkAccess is not known before the update; it has to be "Disabled"'],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    {
      what: "opens the account to the internet",
      type: "storage:StorageAccount",
      set: { publicNetworkAccess: "Enabled" },
    },
    { what: "leaves the exposure to Azure", type: "storage:StorageAccount", set: { publicNetworkAccess: undefined } },
  ],
});
