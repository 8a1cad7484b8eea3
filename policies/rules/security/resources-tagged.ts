import { exactly, expectProperties, one, otherType, propertyRule, something } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "resources-tagged",
  title: "Whose a resource is and which layer made it is written on it",
  why: "Nobody could tell what a resource is for, who answers for it, or whether it may go.",
  severity: "low",
  concern: "operations",
  clauses: ["isolation.platform"],
  remediation: "Set the tags platform, environment and layer.",
  types: [
    "resources:ResourceGroup",
    "sql:Server",
    "sql:Database",
    "storage:StorageAccount",
    "keyvault:Vault",
    "containerservice:ManagedCluster",
    "network:VirtualNetwork",
  ],
  judge: (resource, { agreement, environment }) =>
    expectProperties(resource, {
      "tags.platform": exactly(agreement.platform),
      "tags.environment": exactly(environment),
      "tags.layer": something("the layer that made it"),
    }),
  cases: {
    pass: {
      given: one("resources:ResourceGroup", {
        tags: { platform: "superoffice", environment: "local", layer: "guard" },
      }),
      says: ['tags.platform is "superoffice"'],
    },
    fail: {
      given: one("resources:ResourceGroup", { tags: { platform: "pct", environment: "local", layer: "guard" } }),
      says: ['tags.platform is "pct"; it has to be "superoffice"'],
    },
    absent: {
      given: one("resources:ResourceGroup", {}),
      says: [
        'tags.platform is absent; it has to be "superoffice"',
        'tags.environment is absent; it has to be "local"',
        "tags.layer is absent; it has to be the layer that made it",
      ],
    },
    unknown: {
      given: one("resources:ResourceGroup", { tags: { platform: UNKNOWN, environment: "local", layer: "guard" } }),
      says: ['tags.platform is not known before the update; it has to be "superoffice"'],
    },
    notApplicable: otherType(
      "resources:ResourceGroup",
      "sql:Server",
      "sql:Database",
      "storage:StorageAccount",
      "keyvault:Vault",
      "containerservice:ManagedCluster",
      "network:VirtualNetwork",
    ),
  },
  sabotage: [{ what: "takes the tags off", type: "resources:ResourceGroup", set: { tags: undefined } }],
});
