import type { ResourceModel } from "../../arm/resource-model";
import { actionGroup, activityLogAlert, metricAlert, scheduledQueryRule } from "./alert";
import { dataCollectionRule, dataCollectionRuleAssociation } from "./data-collection";
import { diagnosticSetting } from "./diagnostic-setting";
import { dataExport, workspace } from "./workspace";

/** Microsoft.Insights and Microsoft.OperationalInsights. */
export const monitorModels: readonly ResourceModel[] = [
  metricAlert,
  scheduledQueryRule,
  activityLogAlert,
  actionGroup,
  diagnosticSetting,
  workspace,
  dataExport,
  dataCollectionRule,
  dataCollectionRuleAssociation,
];
