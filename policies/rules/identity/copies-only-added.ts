import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { ROLE_DEFINITIONS } from "../../../azure/role-definitions";
import { walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";

const READER = ROLE_DEFINITIONS["Storage Blob Data Reader"];
const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsolnowarck3xq";
const account = {
  type: "storage:StorageAccount",
  name: "copies",
  id,
  inputs: { accountName: "stsolnowarck3xq" },
} as const;
const assignment = (roleDefinitionId: string, scope = id) =>
  ({ type: "authorization:RoleAssignment", name: "assignment", inputs: { scope, roleDefinitionId } }) as const;

/** The ids that a role is given on, in lower case: several where it is one of them and nobody knows which before the update. */
function scopesOf(resources: ResourceSet, assignment: RegisteredResource): readonly string[] {
  const given = walk(assignment.inputs, "scope");
  if (given.kind === "given") return [String(given.value).toLowerCase().replace(/\/$/, "")];
  const target = resources.reference(assignment, "scope");
  const possible = target.kind === "resource" ? [target.resource] : target.kind === "unknown" ? target.candidates : [];
  return possible.flatMap((one) => resources.armIdOf(one)?.toLowerCase() ?? []);
}

/** Whether a role on one id is a role on another too: on a part of it, or on what holds it. */
const reaches = (scope: string, id: string): boolean =>
  id === scope || id.startsWith(`${scope}/`) || scope.startsWith(`${id}/`);

/** For sabotages: an archive of records is listed with the same role, and holds no copies. */
function readsCopies({ name, inputs }: RegisteredResource): boolean {
  return name.includes("-reads-") && String(inputs["roleDefinitionId"]).endsWith(READER);
}

export const rule = relationRule({
  id: "copies-only-added",
  title: "Nobody has a right on independent copies but to add to them and to read them",
  why: "Whoever gets into production would delete the backups first.",
  severity: "critical",
  concern: "security",
  clauses: ["backup.independentCopies"],
  remediation: "Assign the create-only role, or a role that reads.",
  spans: "stack",
  judge: (resources) => {
    const copies = resources
      .ofType("storage:StorageAccount")
      .filter((one) => holds(one, "copies"))
      .flatMap((one) => resources.armIdOf(one)?.toLowerCase() ?? []);
    const assignments = resources
      .ofType("authorization:RoleAssignment")
      .filter((one) => scopesOf(resources, one).some((scope) => copies.some((id) => reaches(scope, id))));
    return forEach(assignments, "rights on independent copies", (assignment) => {
      const reading = walk(assignment.inputs, "roleDefinitionId");
      const custom = resources.reference(assignment, "roleDefinitionId", "authorization:RoleDefinition");
      if (custom.kind === "resource") {
        const permissions = JSON.stringify(custom.resource.inputs["permissions"] ?? {});
        return /(delete|\*)/i.test(permissions)
          ? violation(`the role ${custom.resource.name} may delete copies`, assignment)
          : compliant(`the role is ${custom.resource.name}`, assignment);
      }
      if (reading.kind !== "given") return undetermined("the role is not known before the update", assignment);
      const id = String(reading.value);
      return id.endsWith(READER)
        ? compliant("the role reads", assignment)
        : violation(`the role ${id.slice(id.lastIndexOf("/") + 1)} may do more than add and read`, assignment);
    });
  },
  cases: {
    pass: { given: [account, assignment(`/roleDefinitions/${READER}`)], says: ["the role reads"] },
    fail: {
      given: [account, assignment("/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe")],
      says: ["the role ba92f5b4-2d11-453d-a403-e96b0029c9fe may do more than add and read"],
    },
    absent: {
      given: [account, assignment("/roleDefinitions/")],
      says: ["the role  may do more than add and read"],
    },
    unknown: { given: [account, assignment(UNKNOWN)], says: ["the role is not known before the update"] },
    notApplicable: { given: [account], says: ["there are no rights on independent copies"] },
  },
  sabotage: [
    {
      what: "lets an identity change everything in the group that holds copies",
      type: "authorization:RoleAssignment",
      where: readsCopies,
      edit: ({ scope, roleDefinitionId, ...others }) => ({
        ...others,
        scope: String(scope).replace(/(\/resourceGroups\/[^/]+)\/.*/i, "$1"),
        roleDefinitionId: String(roleDefinitionId).replace(READER, ROLE_DEFINITIONS.Contributor),
      }),
      also: ["role-not-too-wide"],
    },
    {
      what: "lets an identity delete copies",
      type: "authorization:RoleAssignment",
      where: readsCopies,
      set: {
        roleDefinitionId:
          "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe",
      },
    },
  ],
});
