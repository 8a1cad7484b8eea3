import type { ResourceModel } from "../../arm/resource-model";
import { backupInstance } from "./backup-instance";
import { backupPolicy } from "./backup-policy";
import { backupVault } from "./backup-vault";
import { resourceGuard, resourceGuardProxy } from "./resource-guard";

/** Microsoft.DataProtection. */
export const dataProtectionModels: readonly ResourceModel[] = [
  backupVault,
  backupPolicy,
  backupInstance,
  resourceGuard,
  resourceGuardProxy,
];
