import { compliant, notApplicable, one, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Whether an action is on what storage accounts hold; a role that may do everything is named by role-definition-narrow. */
const reachesBlobs = (action: string): boolean => /^Microsoft\.Storage\//i.test(action);

const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const role = (dataActions: readonly string[]) =>
  ({ type: "authorization:RoleDefinition", inputs: { permissions: [{ actions: [], dataActions }] } }) as const;

export const rule = propertyRule({
  id: "copy-writer-only-adds",
  title: "The role that writes copies can neither read nor delete them",
  why: "A stolen job would take every backup, or take it away.",
  severity: "critical",
  concern: "security",
  clauses: ["backup.independentCopies"],
  remediation: "Leave only the data actions that add and write to the role.",
  types: ["authorization:RoleDefinition"],
  judge: (definition) => {
    if (read(definition, "permissions").kind === "unknown") {
      return [undetermined("permissions is not known before the update", definition)];
    }
    const permissions = listOf(definition, "permissions");
    const allowed = permissions.flatMap((one) => [
      ...((one["actions"] ?? []) as readonly string[]),
      ...((one["dataActions"] ?? []) as readonly string[]),
    ]);
    if (permissions.length > 0 && !allowed.some(reachesBlobs)) {
      return notApplicable("the role has no right on storage accounts");
    }
    const wide = allowed.filter((action) => !/\/(write|add\/action)$/i.test(action));
    if (permissions.length === 0) return [violation("permissions is absent", definition)];
    return wide.length > 0
      ? [violation(`the role allows ${wide.join(", ")}`, definition)]
      : [compliant(`the role allows ${allowed.length} actions, which add and write`, definition)];
  },
  cases: {
    pass: { given: [role([`${BLOBS}/write`])], says: ["the role allows 1 actions, which add and write"] },
    fail: { given: [role([`${BLOBS}/write`, `${BLOBS}/delete`])], says: [`the role allows ${BLOBS}/delete`] },
    absent: { given: one("authorization:RoleDefinition", {}), says: ["permissions is absent"] },
    unknown: {
      given: one("authorization:RoleDefinition", { permissions: UNKNOWN }),
      says: ["permissions is not known before the update"],
    },
    notApplicable: {
      given: [
        {
          type: "authorization:RoleDefinition",
          inputs: { permissions: [{ actions: ["Microsoft.Sql/servers/read"] }] },
        },
      ],
      says: ["the role has no right on storage accounts"],
    },
  },
  sabotage: [
    {
      what: "lets the job delete",
      type: "authorization:RoleDefinition",
      edit: (inputs) => ({ ...inputs, permissions: [{ actions: [], dataActions: [`${BLOBS}/*`] }] }),
      also: ["copies-only-added"],
    },
  ],
});
