import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "registry-not-public",
  title: "The registry is reached by private endpoints only",
  why: "Whoever pushes to the registry runs code on the platform.",
  severity: "high",
  concern: "security",
  clauses: ["access"],
  remediation: 'Set publicNetworkAccess to "Disabled".',
  types: ["containerregistry:Registry"],
  judge: (resource) => expectProperties(resource, { publicNetworkAccess: exactly("Disabled") }),
  cases: {
    pass: {
      given: one("containerregistry:Registry", { publicNetworkAccess: "Disabled" }),
      says: ['publicNetworkAccess is "Disabled"'],
    },
    fail: {
      given: one("containerregistry:Registry", { publicNetworkAccess: "Enabled" }),
      says: ['publicNetworkAccess is "Enabled"; it has to be "Disabled"'],
    },
    absent: {
      given: one("containerregistry:Registry", {}),
      says: ['publicNetworkAccess is absent, which means "Enabled" on Azure; it has to be "Disabled"'],
    },
    unknown: {
      given: one("containerregistry:Registry", { publicNetworkAccess: UNKNOWN }),
      says: ['publicNetworkAccess is not known before the update; it has to be "Disabled"'],
    },
    notApplicable: otherType("containerregistry:Registry"),
  },
  sabotage: [
    {
      what: "opens the registry to the internet",
      type: "containerregistry:Registry",
      set: { publicNetworkAccess: "Enabled" },
      also: ["nothing-else-passes"],
    },
  ],
});
