import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { isWideAction } from "./wide-action";

const SUBSCRIPTION = /^\/?subscriptions\/[^/]+\/?$/i;

/** Rights of a definition that do more than look; what is wide wherever it is assigned, role-definition-narrow names. */
function changes(definition: RegisteredResource): readonly string[] {
  const allowed = listOf(definition, "permissions").flatMap(({ actions, dataActions }) => [
    ...((actions ?? []) as readonly string[]),
    ...((dataActions ?? []) as readonly string[]),
  ]);
  return allowed.filter((action) => !/\/read$/i.test(action) && !isWideAction(action));
}

const id = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/98e4c736-5bdb-5ce4-8512-8e9793207aa1";
const role = (...actions: readonly string[]) =>
  ({ type: "authorization:RoleDefinition", name: "role", id, inputs: { permissions: [{ actions }] } }) as const;
const assignment = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "authorization:RoleAssignment",
    name: "assignment",
    inputs: { scope: "/subscriptions/s", roleDefinitionId: id, ...inputs },
  }) as const;

export const rule = relationRule({
  id: "role-custom-scope",
  title: "A role of the platform's own that changes things is on what it changes, and not on a subscription",
  why: "The program that copies one database could delete all of them.",
  severity: "high",
  concern: "security",
  clauses: ["access.management", "isolation"],
  remediation: "Assign the role on the resource or group that it is for; on a subscription only one that looks.",
  spans: "stack",
  judge: (resources) => {
    const wide = resources
      .ofType("authorization:RoleAssignment")
      .filter((one) => SUBSCRIPTION.test(textOf(one, "scope") ?? ""));
    return forEach(wide, "roles on a subscription", (assignment) => {
      if (read(assignment, "roleDefinitionId").kind === "unknown") {
        const reference = resources.reference(assignment, "roleDefinitionId", "authorization:RoleDefinition");
        if (reference.kind !== "resource") {
          return undetermined("roleDefinitionId is not known before the update", assignment);
        }
      }
      const found = resources.reference(assignment, "roleDefinitionId", "authorization:RoleDefinition");
      if (found.kind !== "resource") return compliant("the role is Azure's own", assignment);
      const more = changes(found.resource);
      return more.length === 0
        ? compliant(`the role ${found.resource.name} looks, and changes nothing`, assignment)
        : violation(`the role ${found.resource.name} allows ${more.join(", ")} on a whole subscription`, assignment);
    });
  },
  cases: {
    pass: {
      given: [role("Microsoft.Sql/servers/read"), assignment({})],
      says: ["the role role looks, and changes nothing"],
    },
    fail: {
      given: [role("Microsoft.Sql/servers/databases/delete"), assignment({})],
      says: ["the role role allows Microsoft.Sql/servers/databases/delete on a whole subscription"],
    },
    absent: { given: [assignment({})], says: ["the role is Azure's own"] },
    unknown: {
      given: [assignment({ roleDefinitionId: UNKNOWN })],
      says: ["roleDefinitionId is not known before the update"],
    },
    notApplicable: {
      given: [assignment({ scope: "/subscriptions/s/resourceGroups/rg" })],
      says: ["there are no roles on a subscription"],
    },
  },
  sabotage: [
    {
      what: "lets the program that copies databases do so everywhere",
      type: "authorization:RoleAssignment",
      where: ({ name }) => name.includes("copies-database") || name.includes("database-copier"),
      edit: ({ scope, ...others }) => ({ ...others, scope: /^\/subscriptions\/[^/]+/.exec(String(scope))?.[0] }),
    },
  ],
});
