import { forEach, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { principalJudge } from "./judge-principal";

const DEPLOYERS = "00b4e97e-a506-431d-a1d7-dcda80341b27";
const STRANGER = "11111111-2222-3333-4444-555555555555";
const assignment = (principalId: unknown) =>
  ({ type: "authorization:RoleAssignment", name: "assignment", inputs: { principalId } }) as const;

export const rule = relationRule({
  id: "role-of-known-principal",
  title: "Every role is that of an identity of the platform or of a group that the environment names",
  why: "A right of somebody whom no document names is one that nobody would think of taking away.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "isolation"],
  remediation: "Assign the role to an identity of the platform, or name the group in the environment's document.",
  spans: "platform",
  judge: (resources, measure) => {
    const judge = principalJudge(resources, measure, {
      program: "the role is that of an identity of the platform",
      group: "the role is that of a group that the environment names",
      whose: "whose role it is",
      stranger: (id) =>
        `the role is that of ${id}, which is no identity of the platform and no group that the environment names`,
    });
    return forEach(resources.ofType("authorization:RoleAssignment"), "roles that somebody has", (assignment) =>
      judge(assignment, "principalId"),
    );
  },
  cases: {
    pass: { given: [assignment(DEPLOYERS)], says: ["the role is that of a group that the environment names"] },
    fail: {
      given: [assignment(STRANGER)],
      says: [
        `the role is that of ${STRANGER}, which is no identity of the platform and no group that the environment names`,
      ],
    },
    absent: {
      given: [assignment(undefined)],
      says: [
        "the role is that of nobody, which is no identity of the platform and no group that the environment names",
      ],
    },
    unknown: { given: [assignment(UNKNOWN)], says: ["principalId is not known before the update"] },
    notApplicable: {
      given: [{ type: "network:RouteTable", inputs: {} }],
      says: ["there are no roles that somebody has"],
    },
  },
  sabotage: [
    {
      what: "gives a program's role to a stranger",
      type: "authorization:RoleAssignment",
      where: ({ inputs }) => inputs["principalType"] === "ServicePrincipal",
      set: { principalId: STRANGER },
    },
    {
      what: "gives a group's role to another group",
      type: "authorization:RoleAssignment",
      where: ({ inputs }) => inputs["principalType"] === "Group",
      set: { principalId: STRANGER },
    },
  ],
});
