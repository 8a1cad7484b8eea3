import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-threats-detected",
  title: "Attacks on databases are detected",
  why: "An injection or a stolen sign-in would show to nobody.",
  severity: "high",
  concern: "security",
  clauses: ["monitoring.intrusion"],
  remediation: 'Set state to "Enabled".',
  types: ["sql:ServerSecurityAlertPolicy"],
  judge: (resource) => expectProperties(resource, { state: exactly("Enabled") }),
  cases: {
    pass: { given: one("sql:ServerSecurityAlertPolicy", { state: "Enabled" }), says: ['state is "Enabled"'] },
    fail: {
      given: one("sql:ServerSecurityAlertPolicy", { state: "Disabled" }),
      says: ['state is "Disabled"; it has to be "Enabled"'],
    },
    absent: { given: one("sql:ServerSecurityAlertPolicy", {}), says: ['state is absent; it has to be "Enabled"'] },
    unknown: {
      given: one("sql:ServerSecurityAlertPolicy", { state: UNKNOWN }),
      says: ['state is not known before the update; it has to be "Enabled"'],
    },
    notApplicable: otherType("sql:ServerSecurityAlertPolicy"),
  },
  sabotage: [
    {
      what: "switches detection off",
      type: "sql:ServerSecurityAlertPolicy",
      set: { state: "Disabled" },
      also: ["sql-threats-present"],
    },
  ],
});
