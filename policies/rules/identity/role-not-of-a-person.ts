import { expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "role-not-of-a-person",
  title: "Nobody holds a role in person",
  why: "Rights of a person stay when the person leaves, and no group shows who has them.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Assign the role to a group or to a managed identity.",
  types: ["authorization:RoleAssignment"],
  judge: (resource) => expectProperties(resource, { principalType: oneOf("ServicePrincipal", "Group") }),
  cases: {
    pass: {
      given: one("authorization:RoleAssignment", { principalType: "Group" }),
      says: ['principalType is "Group"'],
    },
    fail: {
      given: one("authorization:RoleAssignment", { principalType: "User" }),
      says: ['principalType is "User"; it has to be "ServicePrincipal" or "Group"'],
    },
    absent: {
      given: one("authorization:RoleAssignment", {}),
      says: ['principalType is absent; it has to be "ServicePrincipal" or "Group"'],
    },
    unknown: {
      given: one("authorization:RoleAssignment", { principalType: UNKNOWN }),
      says: ['principalType is not known before the update; it has to be "ServicePrincipal" or "Group"'],
    },
    notApplicable: otherType("authorization:RoleAssignment"),
  },
  sabotage: [
    { what: "gives a role to a person", type: "authorization:RoleAssignment", set: { principalType: "User" } },
  ],
});
