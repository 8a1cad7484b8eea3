import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-image-cleaner",
  title: "Unused images are removed from the nodes",
  why: "Images with known holes stay at hand for whoever gets in.",
  severity: "low",
  concern: "security",
  clauses: ["scanning", "patching.protection"],
  remediation: "Set securityProfile.imageCleaner.enabled to true.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { "securityProfile.imageCleaner.enabled": exactly(true) }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { securityProfile: { imageCleaner: { enabled: true } } }),
      says: ["securityProfile.imageCleaner.enabled is true"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { securityProfile: { imageCleaner: { enabled: false } } }),
      says: ["securityProfile.imageCleaner.enabled is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["securityProfile.imageCleaner.enabled is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { securityProfile: { imageCleaner: { enabled: UNKNOWN } } }),
      says: ["securityProfile.imageCleaner.enabled is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "keeps every image",
      type: "containerservice:ManagedCluster",
      set: { "securityProfile.imageCleaner.enabled": false },
    },
  ],
});
