import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-not-public",
  title: "Database servers are reached by private endpoints only",
  why: "A server with a public endpoint can be tried by anybody on the internet.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "isolation"],
  remediation: 'Set publicNetworkAccess to "Disabled".',
  types: ["sql:Server"],
  judge: (server) => expectProperties(server, { publicNetworkAccess: exactly("Disabled") }),
  cases: {
    pass: {
      given: one("sql:Server", { publicNetworkAccess: "Disabled" }),
      says: ['publicNetworkAccess is "Disabled"'],
    },
    fail: {
      given: one("sql:Server", { publicNetworkAccess: "Enabled" }),
      says: ['publicNetworkAccess is "Enabled"; it has to be "Disabled"'],
    },
    absent: {
      given: one("sql:Server", {}),
      says: ['publicNetworkAccess is absent, which means "Enabled" on Azure; it has to be "Disabled"'],
    },
    unknown: {
      given: one("sql:Server", { publicNetworkAccess: UNKNOWN }),
      says: ['publicNetworkAccess is not known before the update; it has to be "Disabled"'],
    },
    notApplicable: otherType("sql:Server"),
  },
  sabotage: [
    { what: "opens the server to the internet", type: "sql:Server", set: { publicNetworkAccess: "Enabled" } },
    { what: "leaves the exposure to Azure", type: "sql:Server", set: { publicNetworkAccess: undefined } },
  ],
});
