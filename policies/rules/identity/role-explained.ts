import { expectProperties, one, otherType, propertyRule, something } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "role-explained",
  title: "Every right says why it was given",
  why: "A right whose reason nobody knows is never taken back.",
  severity: "low",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Write the reason into description.",
  types: ["authorization:RoleAssignment"],
  judge: (assignment) => expectProperties(assignment, { description: something("a reason") }),
  cases: {
    pass: {
      given: one("authorization:RoleAssignment", { description: "Reads copies." }),
      says: ['description is "Reads copies."'],
    },
    fail: {
      given: one("authorization:RoleAssignment", { description: "" }),
      says: ['description is ""; it has to be a reason'],
    },
    absent: { given: one("authorization:RoleAssignment", {}), says: ["description is absent; it has to be a reason"] },
    unknown: {
      given: one("authorization:RoleAssignment", { description: UNKNOWN }),
      says: ["description is not known before the update; it has to be a reason"],
    },
    notApplicable: otherType("authorization:RoleAssignment"),
  },
  sabotage: [
    { what: "gives a right without a reason", type: "authorization:RoleAssignment", set: { description: undefined } },
  ],
});
