import { expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-uptime-agreement",
  title: "The API server of a cluster is under Azure's uptime agreement",
  why: "The free tier promises nothing, and an upgrade may take the API server away.",
  severity: "medium",
  concern: "continuity",
  clauses: ["availability"],
  remediation: 'Set sku.tier to "Standard" or "Premium".',
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { "sku.tier": oneOf("Standard", "Premium") }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { sku: { tier: "Standard" } }),
      says: ['sku.tier is "Standard"'],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { sku: { tier: "Free" } }),
      says: ['sku.tier is "Free"; it has to be "Standard" or "Premium"'],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ['sku.tier is absent, which means "Free" on Azure; it has to be "Standard" or "Premium"'],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { sku: { tier: UNKNOWN } }),
      says: ['sku.tier is not known before the update; it has to be "Standard" or "Premium"'],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    { what: "goes back to the free tier", type: "containerservice:ManagedCluster", set: { "sku.tier": "Free" } },
    { what: "leaves it to Azure", type: "containerservice:ManagedCluster", set: { "sku.tier": undefined } },
  ],
});
