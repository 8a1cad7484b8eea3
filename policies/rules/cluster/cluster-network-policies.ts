import { expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-network-policies",
  title: "Clusters enforce network policies between pods",
  why: "Every tenant's pods could reach every other tenant's.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation"],
  remediation: 'Set networkProfile.networkPolicy to "cilium".',
  types: ["containerservice:ManagedCluster"],
  judge: (resource) =>
    expectProperties(resource, { "networkProfile.networkPolicy": oneOf("cilium", "calico", "azure") }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { networkProfile: { networkPolicy: "cilium" } }),
      says: ['networkProfile.networkPolicy is "cilium"'],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { networkProfile: { networkPolicy: "none" } }),
      says: ['networkProfile.networkPolicy is "none"; it has to be "cilium", "calico" or "azure"'],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: [
        'networkProfile.networkPolicy is absent, which means "none" on Azure; it has to be "cilium", "calico" or "azure"',
      ],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { networkProfile: { networkPolicy: UNKNOWN } }),
      says: ['networkProfile.networkPolicy is not known before the update; it has to be "cilium", "calico" or "azure"'],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "enforces nothing",
      type: "containerservice:ManagedCluster",
      set: { "networkProfile.networkPolicy": "none" },
    },
    {
      what: "leaves it to Azure",
      type: "containerservice:ManagedCluster",
      set: { "networkProfile.networkPolicy": undefined },
    },
  ],
});
