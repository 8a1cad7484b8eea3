import type { Rule } from "../../framework/rule";
import { rule as applicationRedundant } from "./application-redundant";
import { rule as clusterDefender } from "./cluster-defender";
import { rule as clusterEncryptedAtHost } from "./cluster-encrypted-at-host";
import { rule as clusterImageCleaner } from "./cluster-image-cleaner";
import { rule as clusterMaintenanceHours } from "./cluster-maintenance-hours";
import { rule as clusterMaintenancePresent } from "./cluster-maintenance-present";
import { rule as clusterNetworkPolicies } from "./cluster-network-policies";
import { rule as clusterNodeImages } from "./cluster-node-images";
import { rule as clusterNodesLockedDown } from "./cluster-nodes-locked-down";
import { rule as clusterPolicyAddOn } from "./cluster-policy-add-on";
import { rule as clusterRotatesSecrets } from "./cluster-rotates-secrets";
import { rule as clusterUpgradesItself } from "./cluster-upgrades-itself";
import { rule as clusterUptimeAgreement } from "./cluster-uptime-agreement";
import { rule as clusterZonal } from "./cluster-zonal";
import { rule as namespaceRestricted } from "./namespace-restricted";
import { rule as podLockedDown } from "./pod-locked-down";
import { rule as poolKept } from "./pool-kept";
import { rule as poolScales } from "./pool-scales";
import { rule as poolZonal } from "./pool-zonal";
import { rule as scheduledJobActive } from "./scheduled-job-active";
import { rule as tenantNodes } from "./tenant-nodes";
import { rule as tenantObjectsOwn } from "./tenant-objects-own";
import { rule as workloadImagePinned } from "./workload-image-pinned";

/** The rules of this family. */
export const clusterRules: readonly Rule[] = [
  applicationRedundant,
  clusterDefender,
  clusterEncryptedAtHost,
  clusterImageCleaner,
  clusterMaintenanceHours,
  clusterMaintenancePresent,
  clusterNetworkPolicies,
  clusterNodeImages,
  clusterNodesLockedDown,
  clusterPolicyAddOn,
  clusterRotatesSecrets,
  clusterUpgradesItself,
  clusterUptimeAgreement,
  clusterZonal,
  namespaceRestricted,
  podLockedDown,
  poolKept,
  poolScales,
  poolZonal,
  scheduledJobActive,
  tenantNodes,
  tenantObjectsOwn,
  workloadImagePinned,
];
