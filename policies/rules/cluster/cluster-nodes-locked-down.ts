import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-nodes-locked-down",
  title: "Nobody changes a cluster's nodes behind its back",
  why: "A change in the nodes' resource group is in no code and no review.",
  severity: "medium",
  concern: "security",
  clauses: ["access.management"],
  remediation: 'Set nodeResourceGroupProfile.restrictionLevel to "ReadOnly".',
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { "nodeResourceGroupProfile.restrictionLevel": exactly("ReadOnly") }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" } }),
      says: ['nodeResourceGroupProfile.restrictionLevel is "ReadOnly"'],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { nodeResourceGroupProfile: { restrictionLevel: "Unrestricted" } }),
      says: ['nodeResourceGroupProfile.restrictionLevel is "Unrestricted"; it has to be "ReadOnly"'],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ['nodeResourceGroupProfile.restrictionLevel is absent; it has to be "ReadOnly"'],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { nodeResourceGroupProfile: { restrictionLevel: UNKNOWN } }),
      says: ['nodeResourceGroupProfile.restrictionLevel is not known before the update; it has to be "ReadOnly"'],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "unlocks the nodes",
      type: "containerservice:ManagedCluster",
      set: { "nodeResourceGroupProfile.restrictionLevel": "Unrestricted" },
    },
  ],
});
