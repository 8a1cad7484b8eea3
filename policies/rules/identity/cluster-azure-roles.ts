import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-azure-roles",
  title: "Rights in a cluster come from Azure roles",
  why: "Rights that only the cluster knows are in no review.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set aadProfile.enableAzureRBAC to true.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { "aadProfile.enableAzureRBAC": exactly(true) }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { aadProfile: { enableAzureRBAC: true } }),
      says: ["aadProfile.enableAzureRBAC is true"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { aadProfile: { enableAzureRBAC: false } }),
      says: ["aadProfile.enableAzureRBAC is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["aadProfile.enableAzureRBAC is absent; it has to be true"],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { aadProfile: { enableAzureRBAC: UNKNOWN } }),
      says: ["aadProfile.enableAzureRBAC is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "gives rights inside the cluster",
      type: "containerservice:ManagedCluster",
      set: { "aadProfile.enableAzureRBAC": false },
    },
    {
      what: "leaves it to Azure",
      type: "containerservice:ManagedCluster",
      set: { "aadProfile.enableAzureRBAC": undefined },
    },
  ],
});
