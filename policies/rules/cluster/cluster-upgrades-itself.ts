import { expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-upgrades-itself",
  title: "Clusters get new patch versions of Kubernetes by themselves",
  why: "A hole that is known and mended elsewhere stays open here.",
  severity: "high",
  concern: "security",
  clauses: ["patching"],
  remediation: 'Set autoUpgradeProfile.upgradeChannel to "patch" or "stable".',
  types: ["containerservice:ManagedCluster"],
  judge: (resource) =>
    expectProperties(resource, { "autoUpgradeProfile.upgradeChannel": oneOf("patch", "stable", "rapid") }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { autoUpgradeProfile: { upgradeChannel: "patch" } }),
      says: ['autoUpgradeProfile.upgradeChannel is "patch"'],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { autoUpgradeProfile: { upgradeChannel: "none" } }),
      says: ['autoUpgradeProfile.upgradeChannel is "none"; it has to be "patch", "stable" or "rapid"'],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: [
        'autoUpgradeProfile.upgradeChannel is absent, which means "none" on Azure; it has to be "patch", "stable" or "rapid"',
      ],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { autoUpgradeProfile: { upgradeChannel: UNKNOWN } }),
      says: [
        'autoUpgradeProfile.upgradeChannel is not known before the update; it has to be "patch", "stable" or "rapid"',
      ],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "stops upgrades",
      type: "containerservice:ManagedCluster",
      set: { "autoUpgradeProfile.upgradeChannel": "none" },
    },
    {
      what: "leaves it to Azure",
      type: "containerservice:ManagedCluster",
      set: { "autoUpgradeProfile.upgradeChannel": undefined },
    },
  ],
});
