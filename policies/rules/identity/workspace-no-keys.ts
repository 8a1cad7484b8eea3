import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "workspace-no-keys",
  title: "Log workspaces take nothing that is signed with a key only",
  why: "Whoever has the key can write what never happened.",
  severity: "medium",
  concern: "security",
  clauses: ["logging"],
  remediation: "Set features.disableLocalAuth to true.",
  types: ["operationalinsights:Workspace"],
  judge: (resource) => expectProperties(resource, { "features.disableLocalAuth": exactly(true) }),
  cases: {
    pass: {
      given: one("operationalinsights:Workspace", { features: { disableLocalAuth: true } }),
      says: ["features.disableLocalAuth is true"],
    },
    fail: {
      given: one("operationalinsights:Workspace", { features: { disableLocalAuth: false } }),
      says: ["features.disableLocalAuth is false; it has to be true"],
    },
    absent: {
      given: one("operationalinsights:Workspace", {}),
      says: ["features.disableLocalAuth is absent; it has to be true"],
    },
    unknown: {
      given: one("operationalinsights:Workspace", { features: { disableLocalAuth: UNKNOWN } }),
      says: ["features.disableLocalAuth is not known before the update; it has to be true"],
    },
    notApplicable: otherType("operationalinsights:Workspace"),
  },
  sabotage: [
    { what: "accepts keys", type: "operationalinsights:Workspace", set: { "features.disableLocalAuth": false } },
  ],
});
