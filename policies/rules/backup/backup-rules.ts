import type { Rule } from "../../framework/rule";
import { rule as backupLeavesNothingOut } from "./backup-leaves-nothing-out";
import { rule as backupPolicyFits } from "./backup-policy-fits";
import { rule as backupPolicyRetention } from "./backup-policy-retention";
import { rule as backupPolicyUsed } from "./backup-policy-used";
import { rule as backupsLookedAt } from "./backups-looked-at";
import { rule as clusterBackedUp } from "./cluster-backed-up";
import { rule as clusterBackupInside } from "./cluster-backup-inside";
import { rule as copyEncrypted } from "./copy-encrypted";
import { rule as copyFirstOfMonth } from "./copy-first-of-month";
import { rule as copyGoesToCopies } from "./copy-goes-to-copies";
import { rule as copyImmutable } from "./copy-immutable";
import { rule as copyPlaces } from "./copy-places";
import { rule as copyScheduled } from "./copy-scheduled";
import { rule as copyWriterSeesNames } from "./copy-writer-sees-names";
import { rule as copyWritersApart } from "./copy-writers-apart";
import { rule as documentsBackedUp } from "./documents-backed-up";
import { rule as guardCoversEverything } from "./guard-covers-everything";
import { rule as jobToldAgreed } from "./job-told-agreed";
import { rule as lifecycleNotEarly } from "./lifecycle-not-early";
import { rule as lifecycleStaysReadable } from "./lifecycle-stays-readable";
import { rule as logArchiveImmutable } from "./log-archive-immutable";
import { rule as recoveryPointVerified } from "./recovery-point-verified";
import { rule as restoreStartsItself } from "./restore-starts-itself";
import { rule as vaultGuarded } from "./vault-guarded";
import { rule as vaultImmutable } from "./vault-immutable";
import { rule as vaultJobAlerts } from "./vault-job-alerts";
import { rule as vaultSoftDelete } from "./vault-soft-delete";
import { rule as vaultSoftDeleteOn } from "./vault-soft-delete-on";
import { rule as vaultStorageRedundant } from "./vault-storage-redundant";
import { rule as vaultUsed } from "./vault-used";
import { rule as verificationServerApart } from "./verification-server-apart";

/** The rules of this family. */
export const backupRules: readonly Rule[] = [
  backupLeavesNothingOut,
  backupPolicyFits,
  backupPolicyRetention,
  backupPolicyUsed,
  backupsLookedAt,
  clusterBackedUp,
  clusterBackupInside,
  copyEncrypted,
  copyFirstOfMonth,
  copyGoesToCopies,
  copyImmutable,
  copyPlaces,
  copyScheduled,
  copyWriterSeesNames,
  copyWritersApart,
  documentsBackedUp,
  guardCoversEverything,
  jobToldAgreed,
  lifecycleNotEarly,
  lifecycleStaysReadable,
  logArchiveImmutable,
  recoveryPointVerified,
  restoreStartsItself,
  vaultGuarded,
  vaultImmutable,
  vaultJobAlerts,
  vaultSoftDelete,
  vaultSoftDeleteOn,
  vaultStorageRedundant,
  vaultUsed,
  verificationServerApart,
];
