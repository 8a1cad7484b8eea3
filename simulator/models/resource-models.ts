import type { ResourceModel } from "../arm/resource-model";
import { appModels } from "./app/app-models";
import { authorizationModels } from "./authorization/authorization-models";
import { budget } from "./consumption/budget";
import { containerRegistryModels } from "./containerregistry/container-registry-models";
import { containerServiceModels } from "./containerservice/container-service-models";
import { dataProtectionModels } from "./dataprotection/data-protection-models";
import { eventGridModels } from "./eventgrid/event-grid-models";
import { keyVaultModels } from "./keyvault/key-vault-models";
import { extension } from "./kubernetesconfiguration/extension";
import { maintenanceModels } from "./maintenance/maintenance-models";
import { managedIdentityModels } from "./managedidentity/managed-identity-models";
import { monitorModels } from "./monitor/monitor-models";
import { networkModels } from "./network/network-models";
import { policyAssignment } from "./policy/policy-assignment";
import { privateDnsModels } from "./privatedns/private-dns-models";
import { resourceGroup } from "./resources/resource-group";
import { securityModels } from "./security/security-models";
import { sqlModels } from "./sql/sql-models";
import { storageModels } from "./storage/storage-models";
import { trafficManagerModels } from "./trafficmanager/traffic-manager-models";

/** Everything that the local cloud models, one for each type of resource. */
export const resourceModels: readonly ResourceModel[] = [
  resourceGroup,
  ...networkModels,
  ...privateDnsModels,
  ...trafficManagerModels,
  ...containerServiceModels,
  extension,
  ...containerRegistryModels,
  ...sqlModels,
  ...storageModels,
  ...keyVaultModels,
  ...dataProtectionModels,
  ...managedIdentityModels,
  ...authorizationModels,
  policyAssignment,
  ...monitorModels,
  ...securityModels,
  ...appModels,
  ...eventGridModels,
  ...maintenanceModels,
  budget,
];
