import type { Rule } from "../../framework/rule";
import { rule as activityLogArchived } from "./activity-log-archived";
import { rule as alertHasRoute } from "./alert-has-route";
import { rule as alertInTime } from "./alert-in-time";
import { rule as alertReachesSomeone } from "./alert-reaches-someone";
import { rule as alertReceiversAgreed } from "./alert-receivers-agreed";
import { rule as alertRuleEnabled } from "./alert-rule-enabled";
import { rule as alertSeverityRoute } from "./alert-severity-route";
import { rule as alertsNotSuppressed } from "./alerts-not-suppressed";
import { rule as capacityWarned } from "./capacity-warned";
import { rule as containerLogsCollected } from "./container-logs-collected";
import { rule as diagnosticsOn } from "./diagnostics-on";
import { rule as eventsWatched } from "./events-watched";
import { rule as firewallChangesWatched } from "./firewall-changes-watched";
import { rule as flowLogKept } from "./flow-log-kept";
import { rule as heartbeatScheduled } from "./heartbeat-scheduled";
import { rule as metricAlertFires } from "./metric-alert-fires";
import { rule as missingBackupWatched } from "./missing-backup-watched";
import { rule as networkFlowsRecorded } from "./network-flows-recorded";
import { rule as queryRuleAnswers } from "./query-rule-answers";
import { rule as queryRuleEnabled } from "./query-rule-enabled";
import { rule as queryRulePrompt } from "./query-rule-prompt";
import { rule as sharedPartsWatched } from "./shared-parts-watched";
import { rule as sqlAuditPresent } from "./sql-audit-present";
import { rule as sqlSignInsRecorded } from "./sql-sign-ins-recorded";
import { rule as tenantDatabaseWatched } from "./tenant-database-watched";
import { rule as tenantProbed } from "./tenant-probed";
import { rule as threatsWatched } from "./threats-watched";
import { rule as workspaceComplete } from "./workspace-complete";
import { rule as workspaceRetention } from "./workspace-retention";

/** The rules of this family. */
export const monitoringRules: readonly Rule[] = [
  activityLogArchived,
  alertHasRoute,
  alertInTime,
  alertReachesSomeone,
  alertReceiversAgreed,
  alertRuleEnabled,
  alertSeverityRoute,
  alertsNotSuppressed,
  capacityWarned,
  containerLogsCollected,
  diagnosticsOn,
  eventsWatched,
  firewallChangesWatched,
  flowLogKept,
  heartbeatScheduled,
  metricAlertFires,
  missingBackupWatched,
  networkFlowsRecorded,
  queryRuleAnswers,
  queryRuleEnabled,
  queryRulePrompt,
  sharedPartsWatched,
  sqlAuditPresent,
  sqlSignInsRecorded,
  tenantDatabaseWatched,
  tenantProbed,
  threatsWatched,
  workspaceComplete,
  workspaceRetention,
];
