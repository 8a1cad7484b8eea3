import { exactly, expectProperties, otherType, propertyRule } from "../../framework/language";
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
    "Enable the audit of the server with the groups for sign-ins, permissions and restores, sent to Azure Monitor.",
  types: ["sql:ExtendedServerBlobAuditingPolicy"],
  judge: (audit) =>
    expectProperties(audit, {
      state: exactly("Enabled"),
      isAzureMonitorTargetEnabled: exactly(true),
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
    notApplicable: otherType("sql:ExtendedServerBlobAuditingPolicy"),
  },
  sabotage: [
    {
      what: "switches the audit off",
      type: "sql:ExtendedServerBlobAuditingPolicy",
      set: { state: "Disabled" },
      also: ["sql-audit-present"],
    },
    {
      what: "records no sign-ins",
      type: "sql:ExtendedServerBlobAuditingPolicy",
      set: { auditActionsAndGroups: ["DATABASE_OPERATION_GROUP"] },
    },
  ],
});
