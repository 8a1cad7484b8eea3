import { exactly, expectProperties, nothing, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

/** Names as in Microsoft Learn, sql/relational-databases/security/auditing/sql-server-audit-action-groups-and-actions. */
const GROUPS = [
  "SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP",
  "FAILED_DATABASE_AUTHENTICATION_GROUP",
  "DATABASE_PERMISSION_CHANGE_GROUP",
  "DATABASE_ROLE_MEMBER_CHANGE_GROUP",
  "BACKUP_RESTORE_GROUP",
];
const audit = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "sql:ExtendedServerBlobAuditingPolicy",
    inputs: { state: "Enabled", isAzureMonitorTargetEnabled: true, ...inputs },
  }) as const;

export const rule = propertyRule({
  id: "sql-sign-ins-recorded",
  title: "Sign-ins to databases and uses of privileges are recorded",
  why: "Nobody could tell who looked at a customer's data.",
  severity: "high",
  concern: "security",
  clauses: ["logging.signIns", "backup.restoresRecorded"],
  remediation:
    "Enable the audit of the server with the groups for sign-ins, permissions and restores, without a filter, sent to Azure Monitor; leave out audits of single databases.",
  // A database's own audit stands beside the server's and ends nothing of it, but one that is off says what nobody agreed.
  // Source: Microsoft Learn, azure-sql/database/auditing-server-level-database-level (2025).
  types: ["sql:ExtendedServerBlobAuditingPolicy", "sql:ExtendedDatabaseBlobAuditingPolicy"],
  judge: (audit) =>
    expectProperties(audit, {
      state: exactly("Enabled"),
      isAzureMonitorTargetEnabled: exactly(true),
      predicateExpression: nothing(),
      auditActionsAndGroups: {
        wanted: `all of ${GROUPS.join(", ")}`,
        holds: (value) => Array.isArray(value) && GROUPS.every((group) => value.includes(group)),
      },
    }),
  cases: {
    pass: { given: [audit({ auditActionsAndGroups: GROUPS })], says: ['state is "Enabled"'] },
    fail: {
      given: [audit({ state: "Disabled", auditActionsAndGroups: GROUPS })],
      says: ['state is "Disabled"; it has to be "Enabled"'],
    },
    absent: {
      given: [audit({})],
      says: [`auditActionsAndGroups is absent; it has to be all of ${GROUPS.join(", ")}`],
    },
    unknown: {
      given: [audit({ state: UNKNOWN, auditActionsAndGroups: GROUPS })],
      says: ['state is not known before the update; it has to be "Enabled"'],
    },
    notApplicable: otherType("sql:ExtendedServerBlobAuditingPolicy", "sql:ExtendedDatabaseBlobAuditingPolicy"),
  },
  sabotage: [
    {
      what: "switches the audit off",
      type: "sql:ExtendedServerBlobAuditingPolicy",
      set: { state: "Disabled" },
      also: ["sql-audit-present"],
    },
    {
      what: "leaves out what a filter names",
      type: "sql:ExtendedServerBlobAuditingPolicy",
      set: { predicateExpression: "statement not like '%secret%'" },
    },
    {
      what: "switches the audit of one database off",
      type: "sql:Database",
      adds: {
        type: "sql:ExtendedDatabaseBlobAuditingPolicy",
        inputs: ({ resourceGroupName, serverName, databaseName }) => ({
          resourceGroupName,
          serverName,
          databaseName,
          state: "Disabled",
          isAzureMonitorTargetEnabled: true,
          auditActionsAndGroups: GROUPS,
        }),
      },
    },
    {
      what: "records no sign-ins",
      type: "sql:ExtendedServerBlobAuditingPolicy",
      set: { auditActionsAndGroups: ["DATABASE_OPERATION_GROUP"] },
    },
  ],
});
