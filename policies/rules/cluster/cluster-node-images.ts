import { expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-node-images",
  title: "Nodes get new images by themselves",
  why: "The operating system of the nodes would stay as it was on the first day.",
  severity: "high",
  concern: "security",
  clauses: ["patching.operatingSystem"],
  remediation: 'Set autoUpgradeProfile.nodeOSUpgradeChannel to "NodeImage" or "SecurityPatch".',
  types: ["containerservice:ManagedCluster"],
  judge: (resource) =>
    expectProperties(resource, { "autoUpgradeProfile.nodeOSUpgradeChannel": oneOf("NodeImage", "SecurityPatch") }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { autoUpgradeProfile: { nodeOSUpgradeChannel: "NodeImage" } }),
      says: ['autoUpgradeProfile.nodeOSUpgradeChannel is "NodeImage"'],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { autoUpgradeProfile: { nodeOSUpgradeChannel: "None" } }),
      says: ['autoUpgradeProfile.nodeOSUpgradeChannel is "None"; it has to be "NodeImage" or "SecurityPatch"'],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ['autoUpgradeProfile.nodeOSUpgradeChannel is absent, which means "NodeImage" on Azure'],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { autoUpgradeProfile: { nodeOSUpgradeChannel: UNKNOWN } }),
      says: [
        'autoUpgradeProfile.nodeOSUpgradeChannel is not known before the update; it has to be "NodeImage" or "SecurityPatch"',
      ],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "stops new images",
      type: "containerservice:ManagedCluster",
      set: { "autoUpgradeProfile.nodeOSUpgradeChannel": "None" },
    },
  ],
});
