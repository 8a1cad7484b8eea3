import type { Rule } from "../../framework/rule";
import { rule as applicationAnswers } from "./application-answers";
import { rule as applicationRedundant } from "./application-redundant";
import { rule as applicationScales } from "./application-scales";
import { rule as applicationSpread } from "./application-spread";
import { rule as clusterDefender } from "./cluster-defender";
import { rule as clusterEncryptedAtHost } from "./cluster-encrypted-at-host";
import { rule as clusterImageCleaner } from "./cluster-image-cleaner";
import { rule as clusterKindsKnown } from "./cluster-kinds-known";
import { rule as clusterMaintenanceHours } from "./cluster-maintenance-hours";
import { rule as clusterMaintenancePresent } from "./cluster-maintenance-present";
import { rule as clusterNetworkPolicies } from "./cluster-network-policies";
import { rule as clusterNoSideDoors } from "./cluster-no-side-doors";
import { rule as clusterNodeImages } from "./cluster-node-images";
import { rule as clusterNodesLockedDown } from "./cluster-nodes-locked-down";
import { rule as clusterPolicyAddOn } from "./cluster-policy-add-on";
import { rule as clusterRotatesSecrets } from "./cluster-rotates-secrets";
import { rule as clusterUpgradesItself } from "./cluster-upgrades-itself";
import { rule as clusterUptimeAgreement } from "./cluster-uptime-agreement";
import { rule as clusterZonal } from "./cluster-zonal";
import { rule as disruptionBudgetPresent } from "./disruption-budget-present";
import { rule as ingressListenerNarrow } from "./ingress-listener-narrow";
import { rule as ingressRedundant } from "./ingress-redundant";
import { rule as jobAccountOwn } from "./job-account-own";
import { rule as namespaceBounded } from "./namespace-bounded";
import { rule as namespaceRestricted } from "./namespace-restricted";
import { rule as podAccountPresent } from "./pod-account-present";
import { rule as podLockedDown } from "./pod-locked-down";
import { rule as poolHardened } from "./pool-hardened";
import { rule as podNoClusterToken } from "./pod-no-cluster-token";
import { rule as podNoSecretVariables } from "./pod-no-secret-variables";
import { rule as podOnOwnNodes } from "./pod-on-own-nodes";
import { rule as poolKept } from "./pool-kept";
import { rule as poolScales } from "./pool-scales";
import { rule as poolZonal } from "./pool-zonal";
import { rule as referenceGrantNarrow } from "./reference-grant-narrow";
import { rule as registryRedundant } from "./registry-redundant";
import { rule as scheduledJobActive } from "./scheduled-job-active";
import { rule as scheduledJobRuns } from "./scheduled-job-runs";
import { rule as serviceAccountNarrow } from "./service-account-narrow";
import { rule as tenantNodes } from "./tenant-nodes";
import { rule as tenantObjectsOwn } from "./tenant-objects-own";
import { rule as tenantProgramTold } from "./tenant-program-told";
import { rule as tenantRouteOwn } from "./tenant-route-own";
import { rule as workloadImageOrigin } from "./workload-image-origin";
import { rule as workloadImagePinned } from "./workload-image-pinned";

/** The rules of this family. */
export const clusterRules: readonly Rule[] = [
  applicationAnswers,
  applicationRedundant,
  applicationScales,
  applicationSpread,
  clusterDefender,
  clusterEncryptedAtHost,
  clusterImageCleaner,
  clusterKindsKnown,
  clusterMaintenanceHours,
  clusterMaintenancePresent,
  clusterNetworkPolicies,
  clusterNoSideDoors,
  clusterNodeImages,
  clusterNodesLockedDown,
  clusterPolicyAddOn,
  clusterRotatesSecrets,
  clusterUpgradesItself,
  clusterUptimeAgreement,
  clusterZonal,
  disruptionBudgetPresent,
  ingressListenerNarrow,
  ingressRedundant,
  jobAccountOwn,
  namespaceBounded,
  namespaceRestricted,
  podAccountPresent,
  podLockedDown,
  poolHardened,
  podNoClusterToken,
  podNoSecretVariables,
  podOnOwnNodes,
  poolKept,
  poolScales,
  poolZonal,
  referenceGrantNarrow,
  registryRedundant,
  scheduledJobActive,
  scheduledJobRuns,
  serviceAccountNarrow,
  tenantNodes,
  tenantObjectsOwn,
  tenantProgramTold,
  tenantRouteOwn,
  workloadImageOrigin,
  workloadImagePinned,
];
