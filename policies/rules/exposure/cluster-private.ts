import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-private",
  title: "The API server of a cluster has a private address only",
  why: "The API server rules every tenant; on the internet it can be tried by anybody.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set apiServerAccessProfile.enablePrivateCluster to true.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { "apiServerAccessProfile.enablePrivateCluster": exactly(true) }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { apiServerAccessProfile: { enablePrivateCluster: true } }),
      says: ["apiServerAccessProfile.enablePrivateCluster is true"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { apiServerAccessProfile: { enablePrivateCluster: false } }),
      says: ["apiServerAccessProfile.enablePrivateCluster is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["apiServerAccessProfile.enablePrivateCluster is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { apiServerAccessProfile: { enablePrivateCluster: UNKNOWN } }),
      says: ["apiServerAccessProfile.enablePrivateCluster is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "gives the API server a public address",
      type: "containerservice:ManagedCluster",
      set: { "apiServerAccessProfile.enablePrivateCluster": false },
      also: ["nothing-else-passes"],
    },
    {
      what: "leaves it to Azure",
      type: "containerservice:ManagedCluster",
      set: { "apiServerAccessProfile.enablePrivateCluster": undefined },
      also: ["nothing-else-passes"],
    },
  ],
});
