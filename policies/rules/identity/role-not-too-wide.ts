import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { ROLE_DEFINITIONS } from "../../../azure/role-definitions";
import { read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

/** Roles that may assign roles. Source: Microsoft Learn, role-based-access-control/built-in-roles (2026-04). */
const EVERYWHERE: Readonly<Record<string, string>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  [ROLE_DEFINITIONS["Role Based Access Control Administrator"]]: "Role Based Access Control Administrator",
};
const CONTRIBUTOR = ROLE_DEFINITIONS.Contributor;

const isByRole = (one: RegisteredResource): boolean => typeof one.inputs["roleDefinitionId"] === "string";
const assignment = (guid: string, scope: string) =>
  ({
    type: "authorization:RoleAssignment",
    inputs: { scope, roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${guid}` },
  }) as const;

export const rule = propertyRule({
  id: "role-not-too-wide",
  title: "Nobody is made owner, and nobody may change a whole subscription",
  why: "One stolen identity would have everything.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "isolation"],
  remediation: "Assign a narrower role, or a role on a single resource.",
  types: ["authorization:RoleAssignment"],
  judge: (assignment) => {
    const role = read(assignment, "roleDefinitionId");
    const scope = read(assignment, "scope");
    if (role.kind !== "given") {
      return [undetermined("roleDefinitionId is not known before the update", assignment)];
    }
    if (scope.kind === "given" && /^\/(providers\/Microsoft\.Management\/|$)/i.test(String(scope.value))) {
      return [violation(`the scope is ${String(scope.value)}, which holds subscriptions of others`, assignment)];
    }
    const guid = String(role.value).slice(String(role.value).lastIndexOf("/") + 1);
    const forbidden = EVERYWHERE[guid];
    if (forbidden !== undefined)
      return [violation(`the role is "${forbidden}", which may give itself every other`, assignment)];
    const isSubscription = scope.kind === "given" && /^\/?subscriptions\/[^/]+\/?$/i.test(String(scope.value));
    return guid === CONTRIBUTOR && isSubscription
      ? [violation('the role "Contributor" is on a whole subscription', assignment)]
      : [compliant("the role is on a part of the platform", assignment)];
  },
  cases: {
    pass: {
      given: [assignment("acdd72a7-3385-48ef-bd42-f606fba81ae7", "/subscriptions/s")],
      says: ["the role is on a part of the platform"],
    },
    fail: {
      given: [assignment("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "/subscriptions/s/resourceGroups/rg")],
      says: ['the role is "Owner", which may give itself every other'],
    },
    absent: {
      given: [assignment(CONTRIBUTOR, "/subscriptions/s")],
      says: ['the role "Contributor" is on a whole subscription'],
    },
    unknown: {
      given: one("authorization:RoleAssignment", { roleDefinitionId: UNKNOWN }),
      says: ["roleDefinitionId is not known before the update"],
    },
    notApplicable: otherType("authorization:RoleAssignment"),
  },
  sabotage: [
    {
      what: "assigns a role to a whole management group",
      type: "authorization:RoleAssignment",
      set: { scope: "/providers/Microsoft.Management/managementGroups/root" },
    },
    {
      what: "makes an identity the owner",
      type: "authorization:RoleAssignment",
      where: isByRole,
      set: {
        roleDefinitionId:
          "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
      },
    },
  ],
});
