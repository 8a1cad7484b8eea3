import { expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const server = (principalType: unknown) => one("sql:Server", { administrators: { principalType } });

export const rule = propertyRule({
  id: "sql-administrators-group",
  title: "A database server's administrators are a group or a program, and nobody in person",
  why: "A person who leaves stays administrator of every customer's data.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: 'Set administrators.principalType to "Group" and name a group.',
  types: ["sql:Server"],
  judge: (resource) => expectProperties(resource, { "administrators.principalType": oneOf("Group", "Application") }),
  cases: {
    pass: { given: server("Group"), says: ['administrators.principalType is "Group"'] },
    fail: {
      given: server("User"),
      says: ['administrators.principalType is "User"; it has to be "Group" or "Application"'],
    },
    absent: {
      given: server(undefined),
      says: ['administrators.principalType is absent; it has to be "Group" or "Application"'],
    },
    unknown: {
      given: server(UNKNOWN),
      says: ['administrators.principalType is not known before the update; it has to be "Group" or "Application"'],
    },
    notApplicable: otherType("sql:Server"),
  },
  sabotage: [
    { what: "makes a person administrator", type: "sql:Server", set: { "administrators.principalType": "User" } },
  ],
});
