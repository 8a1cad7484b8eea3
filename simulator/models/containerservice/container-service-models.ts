import type { ResourceModel } from "../../arm/resource-model";
import { agentPool } from "./agent-pool";
import { maintenanceConfiguration } from "./maintenance-configuration";
import { managedCluster } from "./managed-cluster";
import { trustedAccessRoleBinding } from "./trusted-access-role-binding";

/** Microsoft.ContainerService. */
export const containerServiceModels: readonly ResourceModel[] = [
  managedCluster,
  agentPool,
  maintenanceConfiguration,
  trustedAccessRoleBinding,
];
