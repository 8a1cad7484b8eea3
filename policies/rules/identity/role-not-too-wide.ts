import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { parseName } from "../../../azure/names/resource-name";
import { ROLE_DEFINITIONS, type BuiltInRole } from "../../../azure/role-definitions";
import { read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

/** Roles that may assign roles. Source: Microsoft Learn, role-based-access-control/built-in-roles (2026-04). */
const EVERYWHERE: Readonly<Record<string, string>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  [ROLE_DEFINITIONS["Role Based Access Control Administrator"]]: "Role Based Access Control Administrator",
};
/** Roles that have everything in what they are given on. Source: as above. */
const ADMINISTERS: ReadonlySet<BuiltInRole> = new Set(["Key Vault Administrator", "Storage Blob Data Owner"]);

/** Roles that only look, and so may be on a whole subscription. */
const LOOKS = /Reader$/;
const NAMES = new Map(Object.entries(ROLE_DEFINITIONS).map(([name, guid]) => [guid as string, name as BuiltInRole]));
const CONTRIBUTOR = ROLE_DEFINITIONS.Contributor;

const partOf = (scope: string): string => scope.slice(scope.lastIndexOf("/") + 1);

/** Whether a scope is the group of the snapshots of a cluster. Source: Microsoft Learn, backup/azure-kubernetes-service-cluster-backup-concept (2025): the cluster has to be Contributor there. */
function takesSnapshots(scope: string): boolean {
  const name = parseName("resources:ResourceGroup", partOf(scope));
  return name?.role === "kub" && name.label === "backup";
}

const isByRole = (one: RegisteredResource): boolean => typeof one.inputs["roleDefinitionId"] === "string";
const assignment = (guid: string, scope: string) =>
  ({
    type: "authorization:RoleAssignment",
    inputs: { scope, roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${guid}` },
  }) as const;

export const rule = propertyRule({
  id: "role-not-too-wide",
  title: "Nobody is made owner, and nobody may change a whole subscription, or everything about one resource",
  why: "One stolen identity would have everything.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "isolation"],
  remediation: "Assign a role that has only what is needed, on the single resource that needs it.",
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
    const name = NAMES.get(guid);
    if (name !== undefined && ADMINISTERS.has(name)) {
      return [violation(`the role is "${name}", which may read and change everything there`, assignment)];
    }
    const isSubscription = scope.kind === "given" && /^\/?subscriptions\/[^/]+\/?$/i.test(String(scope.value));
    if (isSubscription && name !== undefined && !LOOKS.test(name)) {
      return [violation(`the role "${name}" is on a whole subscription`, assignment)];
    }
    return name === "Contributor" && scope.kind === "given" && !takesSnapshots(String(scope.value))
      ? [
          violation(
            `the role "Contributor" is on ${partOf(String(scope.value))}, and changes and deletes whatever is there; only a cluster's own group of snapshots needs it`,
            assignment,
          ),
        ]
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
      what: "lets an identity change everything about one resource",
      type: "authorization:RoleAssignment",
      where: ({ inputs }) => /\/registries\/[^/]+$/.test(String(inputs["scope"])),
      edit: ({ roleDefinitionId, ...others }) => ({
        ...others,
        roleDefinitionId: String(roleDefinitionId).replace(/[^/]+$/, CONTRIBUTOR),
      }),
    },
    {
      what: "assigns a role to a whole management group",
      type: "authorization:RoleAssignment",
      set: { scope: "/providers/Microsoft.Management/managementGroups/root" },
    },
    {
      what: "makes an identity administrator of what it uses",
      type: "authorization:RoleAssignment",
      where: ({ inputs }) => String(inputs["scope"]).includes("/vaults/"),
      edit: ({ roleDefinitionId, ...others }) => ({
        ...others,
        roleDefinitionId: String(roleDefinitionId).replace(/[^/]+$/, ROLE_DEFINITIONS["Key Vault Administrator"]),
      }),
    },
    {
      what: "lets an identity change every network of the subscription",
      type: "authorization:RoleAssignment",
      where: ({ inputs }) => String(inputs["roleDefinitionId"]).endsWith(ROLE_DEFINITIONS["Network Contributor"]),
      edit: ({ scope, ...others }) => ({
        ...others,
        scope: /^\/subscriptions\/[^/]+/.exec(String(scope))?.[0],
      }),
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
