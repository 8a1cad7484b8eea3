import type { ResourceModel } from "../../arm/resource-model";
import { database } from "./database";
import { encryptionProtector, serverKey, transparentDataEncryption } from "./encryption";
import { failoverGroup } from "./failover-group";
import { longTermRetentionPolicy, shortTermRetentionPolicy } from "./retention-policy";
import {
  auditingPolicy,
  entraAdministrator,
  entraOnlyAuthentication,
  firewallRule,
  securityAlertPolicy,
  vulnerabilityAssessment,
} from "./server-setting";
import { server } from "./server";

/** Microsoft.Sql. */
export const sqlModels: readonly ResourceModel[] = [
  database,
  serverKey,
  encryptionProtector,
  transparentDataEncryption,
  failoverGroup,
  shortTermRetentionPolicy,
  longTermRetentionPolicy,
  auditingPolicy,
  securityAlertPolicy,
  vulnerabilityAssessment,
  entraAdministrator,
  entraOnlyAuthentication,
  firewallRule,
  server,
];
