import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-policy-add-on",
  title: "Clusters refuse what the policies of the platform forbid",
  why: "What should never run could be started by anybody with rights in a namespace.",
  severity: "medium",
  concern: "security",
  clauses: ["isolation"],
  remediation: "Set addonProfiles.azurepolicy.enabled to true.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { "addonProfiles.azurepolicy.enabled": exactly(true) }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { addonProfiles: { azurepolicy: { enabled: true } } }),
      says: ["addonProfiles.azurepolicy.enabled is true"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { addonProfiles: { azurepolicy: { enabled: false } } }),
      says: ["addonProfiles.azurepolicy.enabled is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["addonProfiles.azurepolicy.enabled is absent; it has to be true"],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { addonProfiles: { azurepolicy: { enabled: UNKNOWN } } }),
      says: ["addonProfiles.azurepolicy.enabled is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "removes the add-on",
      type: "containerservice:ManagedCluster",
      set: { "addonProfiles.azurepolicy.enabled": undefined },
      also: ["nothing-else-passes"],
    },
    {
      what: "switches it off",
      type: "containerservice:ManagedCluster",
      set: { "addonProfiles.azurepolicy.enabled": false },
      also: ["nothing-else-passes"],
    },
  ],
});
