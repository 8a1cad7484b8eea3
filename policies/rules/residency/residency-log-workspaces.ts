import { expectProperty, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { placesOf, regionIn } from "./places";

export const rule = propertyRule({
  id: "residency-log-workspaces",
  title: "Log workspaces stand where the agreement allows",
  why: "Logs name users and their addresses.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.logs"],
  remediation: "Place it in a region that the agreement allows.",
  types: ["operationalinsights:Workspace"],
  judge: (resource, { agreement }) => [
    expectProperty(resource, "location", regionIn(placesOf(agreement, agreement.residency.logs))),
  ],
  cases: {
    pass: {
      given: one("operationalinsights:Workspace", { location: "norwayeast" }),
      says: ['location is "norwayeast"'],
    },
    fail: {
      given: one("operationalinsights:Workspace", { location: "westeurope" }),
      says: ['location is "westeurope"; it has to be a region in NO'],
    },
    absent: {
      given: one("operationalinsights:Workspace", {}),
      says: ["location is absent; it has to be a region in NO"],
    },
    unknown: {
      given: one("operationalinsights:Workspace", { location: UNKNOWN }),
      says: ["location is not known before the update; it has to be a region in NO"],
    },
    notApplicable: otherType("operationalinsights:Workspace"),
  },
  sabotage: [{ what: "moves logs to Britain", type: "operationalinsights:Workspace", set: { location: "uksouth" } }],
});
