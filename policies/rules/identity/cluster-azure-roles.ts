import {
  anythingBut,
  exactly,
  expectProperties,
  nothing,
  one,
  otherType,
  propertyRule,
} from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-azure-roles",
  title: "Rights in a cluster come from Azure roles",
  why: "Rights that only the cluster knows are in no review.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set enableRBAC and aadProfile.enableAzureRBAC to true, and name no groups of administrators.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) =>
    expectProperties(resource, {
      "aadProfile.enableAzureRBAC": exactly(true),
      // Members of such a group are administrators whatever Azure's roles say (Microsoft Learn, aks/enable-authentication-microsoft-entra-id, 2024).
      "aadProfile.adminGroupObjectIDs": nothing(),
      enableRBAC: anythingBut(false),
    }),
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
      what: "makes a group administrators past Azure's roles",
      type: "containerservice:ManagedCluster",
      set: { "aadProfile.adminGroupObjectIDs": ["00000000-1111-0000-0000-000000000000"] },
    },
    {
      what: "switches roles within the cluster off",
      type: "containerservice:ManagedCluster",
      set: { enableRBAC: false },
    },
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
