import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-no-local-accounts",
  title: "Nobody signs in to a cluster with its own certificate",
  why: "The local administrator is nobody in particular and cannot be locked out.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set disableLocalAccounts to true.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { disableLocalAccounts: exactly(true) }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { disableLocalAccounts: true }),
      says: ["disableLocalAccounts is true"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { disableLocalAccounts: false }),
      says: ["disableLocalAccounts is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["disableLocalAccounts is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { disableLocalAccounts: UNKNOWN }),
      says: ["disableLocalAccounts is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    { what: "allows local accounts", type: "containerservice:ManagedCluster", set: { disableLocalAccounts: false } },
    { what: "leaves it to Azure", type: "containerservice:ManagedCluster", set: { disableLocalAccounts: undefined } },
  ],
});
