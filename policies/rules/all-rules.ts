import type { Rule } from "../framework/rule";
import { availabilityRules } from "./availability/availability-rules";
import { backupRules } from "./backup/backup-rules";
import { clusterRules } from "./cluster/cluster-rules";
import { dataRules } from "./data/data-rules";
import { edgeRules } from "./edge/edge-rules";
import { encryptionRules } from "./encryption/encryption-rules";
import { exposureRules } from "./exposure/exposure-rules";
import { identityRules } from "./identity/identity-rules";
import { monitoringRules } from "./monitoring/monitoring-rules";
import { networkRules } from "./network/network-rules";
import { reachabilityRules } from "./reachability/reachability-rules";
import { residencyRules } from "./residency/residency-rules";
import { securityRules } from "./security/security-rules";

/** Every rule, by family. A test compares the list with the files and with the list of all ids ever used. */
export const allRules: readonly Rule[] = [
  ...availabilityRules,
  ...backupRules,
  ...clusterRules,
  ...dataRules,
  ...edgeRules,
  ...encryptionRules,
  ...exposureRules,
  ...identityRules,
  ...monitoringRules,
  ...networkRules,
  ...reachabilityRules,
  ...residencyRules,
  ...securityRules,
];
