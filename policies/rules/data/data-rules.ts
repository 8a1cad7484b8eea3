import type { Rule } from "../../framework/rule";
import { rule as dataLocked } from "./data-locked";
import { rule as dataProtected } from "./data-protected";
import { rule as databaseNeverPauses } from "./database-never-pauses";
import { rule as databaseOrigin } from "./database-origin";
import { rule as databaseOwnCompute } from "./database-own-compute";
import { rule as databasePerTenant } from "./database-per-tenant";
import { rule as databaseUsersMade } from "./database-users-made";
import { rule as databaseUsersNarrow } from "./database-users-narrow";
import { rule as documentsChangesKept } from "./documents-changes-kept";
import { rule as documentsHistory } from "./documents-history";
import { rule as documentsMirrored } from "./documents-mirrored";
import { rule as documentsPerTenant } from "./documents-per-tenant";
import { rule as sqlBackupsRedundant } from "./sql-backups-redundant";
import { rule as sqlDifferentialsDaily } from "./sql-differentials-daily";
import { rule as sqlFailover } from "./sql-failover";
import { rule as sqlFailoverAutomatic } from "./sql-failover-automatic";
import { rule as sqlLogBackups } from "./sql-log-backups";
import { rule as sqlLongTerm } from "./sql-long-term";
import { rule as sqlLongTermPresent } from "./sql-long-term-present";
import { rule as sqlPointInTime } from "./sql-point-in-time";
import { rule as sqlPointInTimePresent } from "./sql-point-in-time-present";
import { rule as sqlZonal } from "./sql-zonal";
import { rule as storageNoPermanentDelete } from "./storage-no-permanent-delete";
import { rule as storageZonal } from "./storage-zonal";
import { rule as tenantJobOwnData } from "./tenant-job-own-data";

/** The rules of this family. */
export const dataRules: readonly Rule[] = [
  dataLocked,
  dataProtected,
  databaseNeverPauses,
  databaseOrigin,
  databaseOwnCompute,
  databasePerTenant,
  databaseUsersMade,
  databaseUsersNarrow,
  documentsChangesKept,
  documentsHistory,
  documentsMirrored,
  documentsPerTenant,
  sqlBackupsRedundant,
  sqlDifferentialsDaily,
  sqlFailover,
  sqlFailoverAutomatic,
  sqlLogBackups,
  sqlLongTerm,
  sqlLongTermPresent,
  sqlPointInTime,
  sqlPointInTimePresent,
  sqlZonal,
  storageNoPermanentDelete,
  storageZonal,
  tenantJobOwnData,
];
