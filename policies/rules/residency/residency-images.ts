import { expectProperty, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { placesOf, regionIn } from "./places";

export const rule = propertyRule({
  id: "residency-images",
  title: "Images rest where the agreement allows",
  why: "The registry holds the application, and whatever somebody put into an image.",
  severity: "high",
  concern: "residency",
  clauses: ["residency.images"],
  remediation: "Place it in a region that the agreement allows.",
  types: ["containerregistry:Registry", "containerregistry:Replication"],
  judge: (resource, { agreement }) => [
    expectProperty(resource, "location", regionIn(placesOf(agreement, agreement.residency.images))),
  ],
  cases: {
    pass: { given: one("containerregistry:Registry", { location: "norwayeast" }), says: ['location is "norwayeast"'] },
    fail: {
      given: one("containerregistry:Replication", { location: "westeurope" }),
      says: ['location is "westeurope"; it has to be a region in NO'],
    },
    absent: { given: one("containerregistry:Registry", {}), says: ["location is absent; it has to be a region in NO"] },
    unknown: {
      given: one("containerregistry:Registry", { location: UNKNOWN }),
      says: ["location is not known before the update; it has to be a region in NO"],
    },
    notApplicable: otherType("containerregistry:Registry", "containerregistry:Replication"),
  },
  sabotage: [
    { what: "moves the registry to Britain", type: "containerregistry:Registry", set: { location: "uksouth" } },
  ],
});
