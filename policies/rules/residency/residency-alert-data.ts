import { expectProperty, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { placesOf, regionIn } from "./places";

export const rule = propertyRule({
  id: "residency-alert-data",
  title: "Notifications are handled where the agreement allows",
  why: "An alert names the customer and the fault, and logs and alert data were promised to stay.",
  severity: "medium",
  concern: "residency",
  clauses: ["residency.logs"],
  remediation: "Place the group in a region that the agreement allows, as far as Azure offers one.",
  types: ["monitor:ActionGroup"],
  judge: (resource, { agreement }) => [
    expectProperty(resource, "location", regionIn(placesOf(agreement, agreement.residency.logs))),
  ],
  cases: {
    pass: {
      given: one("monitor:ActionGroup", { location: "swedencentral" }),
      platform: "draftit",
      says: ['location is "swedencentral"'],
    },
    fail: {
      given: one("monitor:ActionGroup", { location: "global" }),
      says: ['location is "global"; it has to be a region in NO'],
    },
    absent: { given: one("monitor:ActionGroup", {}), says: ["location is absent; it has to be a region in NO"] },
    unknown: {
      given: one("monitor:ActionGroup", { location: UNKNOWN }),
      says: ["location is not known before the update; it has to be a region in NO"],
    },
    notApplicable: otherType("monitor:ActionGroup"),
  },
  sabotage: [
    {
      what: "handles notifications anywhere",
      type: "monitor:ActionGroup",
      set: { location: "global" },
      except: ["coachview", "superoffice", "cloxxs", "pct"],
    },
  ],
});
