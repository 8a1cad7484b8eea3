import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-outbound-restricted",
  title: "Databases cannot send their contents anywhere",
  why: "Whoever gets into a database could copy it to a server of their own.",
  severity: "high",
  concern: "security",
  clauses: ["isolation", "access"],
  remediation: 'Set restrictOutboundNetworkAccess to "Enabled".',
  types: ["sql:Server"],
  judge: (resource) => expectProperties(resource, { restrictOutboundNetworkAccess: exactly("Enabled") }),
  cases: {
    pass: {
      given: one("sql:Server", { restrictOutboundNetworkAccess: "Enabled" }),
      says: ['restrictOutboundNetworkAccess is "Enabled"'],
    },
    fail: {
      given: one("sql:Server", { restrictOutboundNetworkAccess: "Disabled" }),
      says: ['restrictOutboundNetworkAccess is "Disabled"; it has to be "Enabled"'],
    },
    absent: {
      given: one("sql:Server", {}),
      says: ['restrictOutboundNetworkAccess is absent, which means "Disabled" on Azure; it has to be "Enabled"'],
    },
    unknown: {
      given: one("sql:Server", { restrictOutboundNetworkAccess: UNKNOWN }),
      says: ['restrictOutboundNetworkAccess is not known before the update; it has to be "Enabled"'],
    },
    notApplicable: otherType("sql:Server"),
  },
  sabotage: [
    { what: "lets databases send data out", type: "sql:Server", set: { restrictOutboundNetworkAccess: "Disabled" } },
    { what: "leaves it to Azure", type: "sql:Server", set: { restrictOutboundNetworkAccess: undefined } },
  ],
});
