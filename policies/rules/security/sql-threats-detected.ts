import { exactly, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-threats-detected",
  title: "Attacks on databases are detected",
  why: "An injection or a stolen sign-in would show to nobody.",
  severity: "high",
  concern: "security",
  clauses: ["monitoring.intrusion"],
  remediation: 'Set state to "Enabled" and leave out disabledAlerts, for the server and where a database has its own.',
  types: ["sql:ServerSecurityAlertPolicy", "sql:DatabaseSecurityAlertPolicy"],
  judge: (resource) => expectProperties(resource, { state: exactly("Enabled"), disabledAlerts: nothing() }),
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
    notApplicable: otherType("sql:ServerSecurityAlertPolicy", "sql:DatabaseSecurityAlertPolicy"),
  },
  sabotage: [
    {
      what: "keeps injections to itself",
      type: "sql:ServerSecurityAlertPolicy",
      set: { disabledAlerts: ["Sql_Injection"] },
    },
    {
      what: "switches detection off for one database",
      type: "sql:Database",
      adds: {
        type: "sql:DatabaseSecurityAlertPolicy",
        inputs: ({ resourceGroupName, serverName, databaseName }) => ({
          resourceGroupName,
          serverName,
          databaseName,
          state: "Disabled",
        }),
      },
    },
    {
      what: "switches detection off",
      type: "sql:ServerSecurityAlertPolicy",
      set: { state: "Disabled" },
      also: ["sql-threats-present"],
    },
  ],
});
