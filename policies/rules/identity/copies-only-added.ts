import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { ROLE_DEFINITIONS } from "../../../azure/role-definitions";
import { walk } from "../../resources/reading";
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
const assignment = (roleDefinitionId: string) =>
  ({ type: "authorization:RoleAssignment", name: "assignment", inputs: { scope: id, roleDefinitionId } }) as const;

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
    const assignments = resources.ofType("authorization:RoleAssignment").filter((one) => {
      const target = resources.reference(one, "scope", "storage:StorageAccount");
      return target.kind === "resource" && holds(target.resource, "copies");
    });
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
      what: "lets an identity delete copies",
      type: "authorization:RoleAssignment",
      where: (one) => String(one.inputs["roleDefinitionId"]).endsWith(READER),
      set: {
        roleDefinitionId:
          "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe",
      },
    },
  ],
});
