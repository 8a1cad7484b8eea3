import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { ROLE_DEFINITIONS } from "../../../azure/role-definitions";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { principalOf, writesOf } from "./copy-rights";

const READER = ROLE_DEFINITIONS["Storage Blob Data Reader"];
const NAMES_ONLY =
  /^\(\(!\(ActionMatches\{'Microsoft\.Storage\/storageAccounts\/blobServices\/containers\/blobs\/read'\} AND NOT SubOperationMatches\{'Blob\.List'\}\)\)\)$/;

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsolnowarck3xq";
const definition = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions";
const account = {
  type: "storage:StorageAccount",
  name: "copies",
  id,
  inputs: { accountName: "stsolnowarck3xq" },
} as const;
const role = {
  type: "authorization:RoleDefinition",
  name: "create-only",
  id: `${definition}/create-only`,
  inputs: { permissions: [{ dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"] }] },
} as const;
const assignment = (name: string, inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "authorization:RoleAssignment", name, inputs: { scope: id, principalId: "writer", ...inputs } }) as const;
const adds = assignment("adds", { roleDefinitionId: `${definition}/create-only` });
const reads = (inputs: Readonly<Record<string, unknown>>) =>
  assignment("reads", { roleDefinitionId: `${definition}/${READER}`, ...inputs });
const condition =
  "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})))";

export const rule = relationRule({
  id: "copy-writer-sees-names",
  title: "Who adds copies sees their names at most",
  why: "A stolen job could read every customer's backup of the last month.",
  severity: "critical",
  concern: "security",
  clauses: ["backup.independentCopies"],
  remediation: "Give the assignment the condition that only the suboperation Blob.List is allowed.",
  spans: "stack",
  judge: (resources) => {
    const writers = new Set(writesOf(resources).map(({ principal }) => principal));
    const assignments = resources
      .ofType("authorization:RoleAssignment")
      .filter((one) => textOf(one, "roleDefinitionId")?.endsWith(READER) === true)
      .filter((one) => writers.has(principalOf(one, resources)));
    return forEach(assignments, "rights to read of those who add copies", (assignment) => {
      const reading = read(assignment, "condition");
      if (reading.kind === "unknown") return undetermined("condition is not known before the update", assignment);
      return reading.kind === "given" && NAMES_ONLY.test(String(reading.value))
        ? compliant("it sees names only", assignment)
        : violation("who adds copies may read them too", assignment);
    });
  },
  cases: {
    pass: { given: [account, role, adds, reads({ condition })], says: ["it sees names only"] },
    fail: {
      given: [account, role, adds, reads({ condition: "(true)" })],
      says: ["who adds copies may read them too"],
    },
    absent: { given: [account, role, adds, reads({})], says: ["who adds copies may read them too"] },
    unknown: {
      given: [account, role, adds, reads({ condition: UNKNOWN })],
      says: ["condition is not known before the update"],
    },
    notApplicable: {
      given: [account, role, adds, reads({ principalId: "reader" })],
      says: ["there are no rights to read of those who add copies"],
    },
  },
  sabotage: [
    {
      what: "lets a writer read copies",
      type: "authorization:RoleAssignment",
      where: (one) => one.name.includes("-export-") && one.name.includes("-lists-"),
      set: { condition: undefined, conditionVersion: undefined },
    },
  ],
});
