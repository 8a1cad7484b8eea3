import type { Rule } from "../../framework/rule";
import { rule as residencyAlertData } from "./residency-alert-data";
import { rule as residencyBackups } from "./residency-backups";
import { rule as residencyClassified } from "./residency-classified";
import { rule as residencyDatabaseBackups } from "./residency-database-backups";
import { rule as residencyDatabases } from "./residency-databases";
import { rule as residencyDeployment } from "./residency-deployment";
import { rule as residencyDocuments } from "./residency-documents";
import { rule as residencyImages } from "./residency-images";
import { rule as residencyKeys } from "./residency-keys";
import { rule as residencyKnown } from "./residency-known";
import { rule as residencyLogWorkspaces } from "./residency-log-workspaces";
import { rule as residencyLogs } from "./residency-logs";
import { rule as residencyProcessing } from "./residency-processing";
import { rule as residencyVaultContents } from "./residency-vault-contents";
import { rule as residencyVaults } from "./residency-vaults";

/** The rules of this family. */
export const residencyRules: readonly Rule[] = [
  residencyAlertData,
  residencyBackups,
  residencyClassified,
  residencyDatabaseBackups,
  residencyDatabases,
  residencyDeployment,
  residencyDocuments,
  residencyImages,
  residencyKeys,
  residencyKnown,
  residencyLogWorkspaces,
  residencyLogs,
  residencyProcessing,
  residencyVaultContents,
  residencyVaults,
];
