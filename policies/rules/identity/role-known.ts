import { ROLE_DEFINITIONS } from "../../../azure/role-definitions";
import { compliant, forEach, needsUnion, relationRule, undetermined, violation } from "../../framework/language";
import { read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const BUILT_IN: ReadonlySet<string> = new Set<string>([
  ...Object.values(ROLE_DEFINITIONS),
  // Named by role-not-too-wide, which says what is wrong with them.
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
]);

/** Storage Account Contributor. Source: Microsoft Learn, role-based-access-control/built-in-roles (2026-04). */
const STRANGE = "17d1049b-9a84-46fb-8f53-869881c3d3ab";
const idOf = (guid: string) => `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
const assignment = (roleDefinitionId: unknown) =>
  ({ type: "authorization:RoleAssignment", name: "assignment", inputs: { roleDefinitionId } }) as const;

export const rule = relationRule({
  id: "role-known",
  title: "Every role that somebody has is one of the platform's own, or one of Azure's that was looked at",
  why: "Azure has hundreds of roles, and many of them lead to keys or to other roles by a detour.",
  severity: "high",
  concern: "security",
  clauses: ["access.management", "isolation"],
  remediation: "Assign a role of azure/role-definitions.ts, or add the role there once somebody has looked at it.",
  spans: "platform",
  judge: (resources) => {
    const own = new Set(
      resources
        .ofType("authorization:RoleDefinition")
        .flatMap((one) => resources.armIdOf(one)?.split("/").at(-1) ?? []),
    );
    return forEach(resources.ofType("authorization:RoleAssignment"), "roles that somebody has", (assignment) => {
      const reading = read(assignment, "roleDefinitionId");
      if (reading.kind === "unknown") {
        const reference = resources.reference(assignment, "roleDefinitionId", "authorization:RoleDefinition");
        return reference.kind === "resource"
          ? compliant("the role is one of the platform's own", assignment)
          : undetermined("roleDefinitionId is not known before the update", assignment);
      }
      const guid = reading.kind === "given" ? (String(reading.value).split("/").at(-1) ?? "") : "";
      if (BUILT_IN.has(guid)) return compliant("the role is one of Azure's that was looked at", assignment);
      if (own.has(guid)) return compliant("the role is one of the platform's own", assignment);
      return resources.isUnion
        ? violation(
            `role ${guid || "absent"} is neither the platform's own nor one of Azure's that was looked at`,
            assignment,
          )
        : needsUnion("whether the role is one of the platform's own", assignment);
    });
  },
  cases: {
    pass: {
      given: [assignment(idOf(ROLE_DEFINITIONS.Reader))],
      says: ["the role is one of Azure's that was looked at"],
    },
    fail: {
      given: [assignment(idOf(STRANGE))],
      says: [`role ${STRANGE} is neither the platform's own nor one of Azure's that was looked at`],
    },
    absent: {
      given: [assignment(undefined)],
      says: ["role absent is neither the platform's own nor one of Azure's that was looked at"],
    },
    unknown: { given: [assignment(UNKNOWN)], says: ["roleDefinitionId is not known before the update"] },
    notApplicable: {
      given: [{ type: "network:RouteTable", inputs: {} }],
      says: ["there are no roles that somebody has"],
    },
  },
  sabotage: [
    {
      what: "gives an identity the keys of accounts",
      type: "authorization:RoleAssignment",
      where: ({ name }) => name.endsWith("-pulls") || name.includes("verification-sees"),
      set: { roleDefinitionId: idOf(STRANGE) },
    },
  ],
});
