import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-no-public-name",
  title: "The name of an API server is not in the public DNS",
  why: "A public name shows everybody that and where the cluster is.",
  severity: "medium",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set apiServerAccessProfile.enablePrivateClusterPublicFQDN to false.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) =>
    expectProperties(resource, { "apiServerAccessProfile.enablePrivateClusterPublicFQDN": exactly(false) }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", {
        apiServerAccessProfile: { enablePrivateClusterPublicFQDN: false },
      }),
      says: ["apiServerAccessProfile.enablePrivateClusterPublicFQDN is false"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", {
        apiServerAccessProfile: { enablePrivateClusterPublicFQDN: true },
      }),
      says: ["apiServerAccessProfile.enablePrivateClusterPublicFQDN is true; it has to be false"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["apiServerAccessProfile.enablePrivateClusterPublicFQDN is absent; it has to be false"],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", {
        apiServerAccessProfile: { enablePrivateClusterPublicFQDN: UNKNOWN },
      }),
      says: [
        "apiServerAccessProfile.enablePrivateClusterPublicFQDN is not known before the update; it has to be false",
      ],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "publishes the name",
      type: "containerservice:ManagedCluster",
      set: { "apiServerAccessProfile.enablePrivateClusterPublicFQDN": true },
    },
  ],
});
