import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, listOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { isWideAction } from "./wide-action";

/** All rights that a definition gives, whatever it takes away again. */
function allowedBy(permissions: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return permissions.flatMap(({ actions, dataActions }) => [
    ...((actions ?? []) as readonly string[]),
    ...((dataActions ?? []) as readonly string[]),
  ]);
}

const role = (actions: unknown, dataActions: readonly string[] = []) =>
  one("authorization:RoleDefinition", { permissions: [{ actions, dataActions }] });

export const rule = propertyRule({
  id: "role-definition-narrow",
  title: "A role of the platform's own allows what it names, and gives nobody other rights",
  why: "A role that may do everything is an owner under another name, and no list of owners shows it.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "isolation"],
  remediation:
    "Name the actions one by one, without a wildcard for a whole provider and without those of roles, locks and policies.",
  types: ["authorization:RoleDefinition"],
  judge: (definition) => {
    if (read(definition, "permissions").kind === "unknown") {
      return [undetermined("permissions is not known before the update", definition)];
    }
    const allowed = allowedBy(listOf(definition, "permissions"));
    const wide = allowed.filter(isWideAction);
    return wide.length > 0
      ? [violation(`the role allows ${wide.join(", ")}, which is more than one kind of work`, definition)]
      : [compliant(`the role allows ${allowed.length} actions that it names`, definition)];
  },
  cases: {
    pass: {
      given: role(["Microsoft.Sql/servers/read", "Microsoft.Security/sqlVulnerabilityAssessments/*"]),
      says: ["the role allows 2 actions that it names"],
    },
    fail: {
      given: role(["*"], ["Microsoft.Storage/*"]),
      says: ["the role allows *, Microsoft.Storage/*, which is more than one kind of work"],
    },
    absent: { given: role(undefined), says: ["the role allows 0 actions that it names"] },
    unknown: {
      given: one("authorization:RoleDefinition", { permissions: UNKNOWN }),
      says: ["permissions is not known before the update"],
    },
    notApplicable: otherType("authorization:RoleDefinition"),
  },
  sabotage: [
    {
      what: "lets a role that watches do everything",
      type: "authorization:RoleDefinition",
      where: ({ name }) => name === "role-backup-watcher",
      set: { "permissions.0.actions": ["*"] },
    },
    {
      what: "lets a role that watches give rights to others",
      type: "authorization:RoleDefinition",
      where: ({ name }) => name === "role-backup-watcher",
      set: { "permissions.0.actions": ["Microsoft.Authorization/roleAssignments/write"] },
    },
  ],
});
