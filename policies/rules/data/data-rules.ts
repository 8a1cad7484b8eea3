import type { Rule } from "../../framework/rule";
import { rule as dataLocked } from "./data-locked";
import { rule as dataProtected } from "./data-protected";
import { rule as databasePerTenant } from "./database-per-tenant";
import { rule as documentsChangesKept } from "./documents-changes-kept";
import { rule as documentsHistory } from "./documents-history";
import { rule as documentsMirrored } from "./documents-mirrored";
import { rule as documentsPerTenant } from "./documents-per-tenant";
import { rule as sqlDifferentialsDaily } from "./sql-differentials-daily";
import { rule as sqlFailover } from "./sql-failover";
import { rule as sqlLogBackups } from "./sql-log-backups";
import { rule as sqlLongTerm } from "./sql-long-term";
import { rule as sqlLongTermPresent } from "./sql-long-term-present";
import { rule as sqlPointInTime } from "./sql-point-in-time";
import { rule as sqlPointInTimePresent } from "./sql-point-in-time-present";
import { rule as sqlZonal } from "./sql-zonal";
import { rule as storageNoPermanentDelete } from "./storage-no-permanent-delete";
import { rule as storageZonal } from "./storage-zonal";

/** The rules of this family. */
export const dataRules: readonly Rule[] = [
  dataLocked,
  dataProtected,
  databasePerTenant,
  documentsChangesKept,
  documentsHistory,
  documentsMirrored,
  documentsPerTenant,
  sqlDifferentialsDaily,
  sqlFailover,
  sqlLogBackups,
  sqlLongTerm,
  sqlLongTermPresent,
  sqlPointInTime,
  sqlPointInTimePresent,
  sqlZonal,
  storageNoPermanentDelete,
  storageZonal,
];
