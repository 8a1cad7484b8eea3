/**
 * Every type of Azure resource that the platforms use: its Pulumi token, its ARM type and the path of its id.
 *
 * Source: the resource paths of the Azure REST API specifications, in the API versions of @pulumi/azure-native 3.28.0,
 * with the input names of that package.
 */
import { isNamedType, NAME_RULES, type NameRule } from "./names/name-rules";

/**
 * The path of an id, with the input that gives each segment in braces. `{input=value}` is a name that Azure prescribes,
 * taken where the input is absent. A path without a leading slash or brace is below a resource group's `/providers/`.
 */
const PATHS = {
  "resources:ResourceGroup": "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}",

  "network:VirtualNetwork": "Microsoft.Network/virtualNetworks/{virtualNetworkName}",
  "network:Subnet": "Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}",
  "network:VirtualNetworkPeering":
    "Microsoft.Network/virtualNetworks/{virtualNetworkName}/virtualNetworkPeerings/{virtualNetworkPeeringName}",
  "network:NetworkSecurityGroup": "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
  "network:SecurityRule":
    "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}/securityRules/{securityRuleName}",
  "network:RouteTable": "Microsoft.Network/routeTables/{routeTableName}",
  "network:Route": "Microsoft.Network/routeTables/{routeTableName}/routes/{routeName}",
  "network:PublicIPAddress": "Microsoft.Network/publicIPAddresses/{publicIpAddressName}",
  "network:AzureFirewall": "Microsoft.Network/azureFirewalls/{azureFirewallName}",
  "network:FirewallPolicy": "Microsoft.Network/firewallPolicies/{firewallPolicyName}",
  "network:FirewallPolicyRuleCollectionGroup":
    "Microsoft.Network/firewallPolicies/{firewallPolicyName}/ruleCollectionGroups/{ruleCollectionGroupName}",
  "network:VirtualNetworkGateway": "Microsoft.Network/virtualNetworkGateways/{virtualNetworkGatewayName}",
  "network:VirtualNetworkGatewayConnection": "Microsoft.Network/connections/{virtualNetworkGatewayConnectionName}",
  "network:LocalNetworkGateway": "Microsoft.Network/localNetworkGateways/{localNetworkGatewayName}",
  "network:ApplicationGateway": "Microsoft.Network/applicationGateways/{applicationGatewayName}",
  "network:WebApplicationFirewallPolicy":
    "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/{policyName}",
  "network:PrivateEndpoint": "Microsoft.Network/privateEndpoints/{privateEndpointName}",
  "network:PrivateDnsZoneGroup":
    "Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}",
  "network:NetworkWatcher": "Microsoft.Network/networkWatchers/{networkWatcherName}",
  "network:FlowLog": "Microsoft.Network/networkWatchers/{networkWatcherName}/flowLogs/{flowLogName}",
  "network:DdosProtectionPlan": "Microsoft.Network/ddosProtectionPlans/{ddosProtectionPlanName}",
  "privatedns:PrivateZone": "Microsoft.Network/privateDnsZones/{privateZoneName}",
  "privatedns:VirtualNetworkLink":
    "Microsoft.Network/privateDnsZones/{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}",
  "privatedns:PrivateRecordSet":
    "Microsoft.Network/privateDnsZones/{privateZoneName}/{recordType}/{relativeRecordSetName}",
  "trafficmanager:Profile": "Microsoft.Network/trafficmanagerprofiles/{profileName}",
  "trafficmanager:Endpoint": "Microsoft.Network/trafficmanagerprofiles/{profileName}/{endpointType}/{endpointName}",

  "containerservice:ManagedCluster": "Microsoft.ContainerService/managedClusters/{resourceName}",
  "containerservice:AgentPool": "Microsoft.ContainerService/managedClusters/{resourceName}/agentPools/{agentPoolName}",
  "containerservice:MaintenanceConfiguration":
    "Microsoft.ContainerService/managedClusters/{resourceName}/maintenanceConfigurations/{configName}",
  "containerservice:TrustedAccessRoleBinding":
    "Microsoft.ContainerService/managedClusters/{resourceName}/trustedAccessRoleBindings/{trustedAccessRoleBindingName}",
  "kubernetesconfiguration:Extension":
    "{clusterRp}/{clusterResourceName}/{clusterName}/providers/Microsoft.KubernetesConfiguration/extensions/{extensionName}",
  "containerregistry:Registry": "Microsoft.ContainerRegistry/registries/{registryName}",
  "containerregistry:Replication":
    "Microsoft.ContainerRegistry/registries/{registryName}/replications/{replicationName}",
  "containerregistry:Token": "Microsoft.ContainerRegistry/registries/{registryName}/tokens/{tokenName}",
  "app:ManagedEnvironment": "Microsoft.App/managedEnvironments/{environmentName}",
  "app:Job": "Microsoft.App/jobs/{jobName}",

  "sql:Server": "Microsoft.Sql/servers/{serverName}",
  "sql:ServerAzureADAdministrator":
    "Microsoft.Sql/servers/{serverName}/administrators/{administratorName=ActiveDirectory}",
  "sql:ServerAzureADOnlyAuthentication":
    "Microsoft.Sql/servers/{serverName}/azureADOnlyAuthentications/{authenticationName=Default}",
  "sql:ExtendedServerBlobAuditingPolicy":
    "Microsoft.Sql/servers/{serverName}/extendedAuditingSettings/{blobAuditingPolicyName=default}",
  "sql:ServerSecurityAlertPolicy":
    "Microsoft.Sql/servers/{serverName}/securityAlertPolicies/{securityAlertPolicyName=Default}",
  "sql:FirewallRule": "Microsoft.Sql/servers/{serverName}/firewallRules/{firewallRuleName}",
  "sql:VirtualNetworkRule": "Microsoft.Sql/servers/{serverName}/virtualNetworkRules/{virtualNetworkRuleName}",
  "sql:OutboundFirewallRule": "Microsoft.Sql/servers/{serverName}/outboundFirewallRules/{outboundRuleFqdn}",
  "sql:SqlVulnerabilityAssessmentsSetting":
    "Microsoft.Sql/servers/{serverName}/sqlVulnerabilityAssessments/{vulnerabilityAssessmentName=default}",
  "sql:EncryptionProtector": "Microsoft.Sql/servers/{serverName}/encryptionProtector/{encryptionProtectorName=current}",
  "sql:ServerKey": "Microsoft.Sql/servers/{serverName}/keys/{keyName}",
  "sql:FailoverGroup": "Microsoft.Sql/servers/{serverName}/failoverGroups/{failoverGroupName}",
  "sql:Database": "Microsoft.Sql/servers/{serverName}/databases/{databaseName}",
  "sql:BackupShortTermRetentionPolicy":
    "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/backupShortTermRetentionPolicies/{policyName=default}",
  "sql:LongTermRetentionPolicy":
    "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/backupLongTermRetentionPolicies/{policyName=default}",
  "sql:ExtendedDatabaseBlobAuditingPolicy":
    "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/extendedAuditingSettings/{blobAuditingPolicyName=default}",
  "sql:DatabaseSecurityAlertPolicy":
    "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/securityAlertPolicies/{securityAlertPolicyName=Default}",
  "sql:TransparentDataEncryption":
    "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/transparentDataEncryption/{tdeName=current}",

  "storage:StorageAccount": "Microsoft.Storage/storageAccounts/{accountName}",
  "storage:BlobServiceProperties":
    "Microsoft.Storage/storageAccounts/{accountName}/blobServices/{blobServicesName=default}",
  "storage:BlobContainer":
    "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}",
  "storage:BlobContainerImmutabilityPolicy":
    "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}/immutabilityPolicies/{immutabilityPolicyName=default}",
  "storage:ObjectReplicationPolicy":
    "Microsoft.Storage/storageAccounts/{accountName}/objectReplicationPolicies/{objectReplicationPolicyId}",
  "storage:ManagementPolicy":
    "Microsoft.Storage/storageAccounts/{accountName}/managementPolicies/{managementPolicyName=default}",
  "storage:LocalUser": "Microsoft.Storage/storageAccounts/{accountName}/localUsers/{username}",

  "keyvault:Vault": "Microsoft.KeyVault/vaults/{vaultName}",
  "keyvault:Key": "Microsoft.KeyVault/vaults/{vaultName}/keys/{keyName}",
  "keyvault:Secret": "Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}",

  "dataprotection:BackupVault": "Microsoft.DataProtection/backupVaults/{vaultName}",
  "dataprotection:BackupPolicy": "Microsoft.DataProtection/backupVaults/{vaultName}/backupPolicies/{backupPolicyName}",
  "dataprotection:BackupInstance":
    "Microsoft.DataProtection/backupVaults/{vaultName}/backupInstances/{backupInstanceName}",
  "dataprotection:DppResourceGuardProxy":
    "Microsoft.DataProtection/backupVaults/{vaultName}/backupResourceGuardProxies/{resourceGuardProxyName}",
  "dataprotection:ResourceGuard": "Microsoft.DataProtection/resourceGuards/{resourceGuardsName}",

  "managedidentity:UserAssignedIdentity": "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
  "managedidentity:FederatedIdentityCredential":
    "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
  "authorization:RoleDefinition": "{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
  "authorization:RoleAssignment": "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
  "authorization:ManagementLockByScope": "{scope}/providers/Microsoft.Authorization/locks/{lockName}",
  "authorization:PolicyAssignment":
    "{scope}/providers/Microsoft.Authorization/policyAssignments/{policyAssignmentName}",

  "monitor:DiagnosticSetting": "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
  "monitor:MetricAlert": "Microsoft.Insights/metricAlerts/{ruleName}",
  "monitor:ScheduledQueryRule": "Microsoft.Insights/scheduledQueryRules/{ruleName}",
  "monitor:ActivityLogAlert": "Microsoft.Insights/activityLogAlerts/{activityLogAlertName}",
  "monitor:ActionGroup": "Microsoft.Insights/actionGroups/{actionGroupName}",
  "monitor:DataCollectionRule": "Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}",
  "monitor:DataCollectionRuleAssociation":
    "{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
  "alertsmanagement:AlertProcessingRuleByName": "Microsoft.AlertsManagement/actionRules/{alertProcessingRuleName}",
  "operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces/{workspaceName}",
  "operationalinsights:Table": "Microsoft.OperationalInsights/workspaces/{workspaceName}/tables/{tableName}",
  "operationalinsights:DataExport":
    "Microsoft.OperationalInsights/workspaces/{workspaceName}/dataExports/{dataExportName}",
  "eventgrid:SystemTopic": "Microsoft.EventGrid/systemTopics/{systemTopicName}",
  "eventgrid:SystemTopicEventSubscription":
    "Microsoft.EventGrid/systemTopics/{systemTopicName}/eventSubscriptions/{eventSubscriptionName}",
  "maintenance:MaintenanceConfiguration": "Microsoft.Maintenance/maintenanceConfigurations/{resourceName}",
  "maintenance:ConfigurationAssignment":
    "{providerName}/{resourceType}/{resourceName}/providers/Microsoft.Maintenance/configurationAssignments/{configurationAssignmentName}",
  "consumption:Budget": "{scope}/providers/Microsoft.Consumption/budgets/{budgetName}",
  "security:Pricing": "{scopeId}/providers/Microsoft.Security/pricings/{pricingName}",
  "security:SecurityContact":
    "/subscriptions/{subscriptionId}/providers/Microsoft.Security/securityContacts/{securityContactName=default}",
} as const satisfies Readonly<Record<string, string>>;

/** A type of the inventory: the Pulumi token without its package. */
export type ResourceTypeName = keyof typeof PATHS;

/** Within what the name of a resource must be unique. */
export type NameScope = "global" | "subscription" | "resource group" | "parent" | "extended resource";

export interface ResourceType {
  readonly name: ResourceTypeName;
  /** "azure-native:network:Subnet" */
  readonly token: string;
  /** "Microsoft.Network/virtualNetworks/subnets". A segment in braces is the value of that input. */
  readonly armType: string;
  /** The whole path of the id, with inputs in braces. */
  readonly path: string;
  readonly nameScope: NameScope;
  /** The abbreviation in names that the grammar makes. */
  readonly abbreviation?: string;
}

const PACKAGE = "azure-native";
const GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";

function armTypeOf(path: string): string {
  if (path === GROUP) return "Microsoft.Resources/resourceGroups";
  const [namespace = "", ...segments] = (path.split("/providers/").at(-1) ?? "").split("/");
  return [namespace, ...segments.filter((_, index) => index % 2 === 0)].join("/");
}

function nameScopeOf(path: string, armType: string, rule: NameRule | undefined): NameScope {
  if (rule?.unique === true) return "global";
  if (path.startsWith("{") || path.split("/providers/").length > 2) return "extended resource";
  if (armType.split("/").length > 2) return "parent";
  return path.startsWith(`${GROUP}/`) ? "resource group" : "subscription";
}

function resourceType(name: ResourceTypeName): ResourceType {
  const template = PATHS[name];
  const path =
    /^[/{]/.test(template) && !/^\{(clusterRp|providerName)\}/.test(template)
      ? template
      : `${GROUP}/providers/${template}`;
  const armType = armTypeOf(path);
  const rule: NameRule | undefined = isNamedType(name) ? NAME_RULES[name] : undefined;
  return {
    name,
    token: `${PACKAGE}:${name}`,
    armType,
    path,
    nameScope: nameScopeOf(path, armType, rule),
    ...(rule !== undefined && { abbreviation: rule.abbreviation }),
  };
}

export const RESOURCE_TYPES: readonly ResourceType[] = (Object.keys(PATHS) as ResourceTypeName[]).map(resourceType);

const BY_TOKEN = new Map(RESOURCE_TYPES.map((type) => [type.token.toLowerCase(), type]));

/**
 * The type of a Pulumi token, "azure-native:network:Subnet", or of its short form, "network:Subnet". A token with an API
 * version ("azure-native:network/v20240501:Subnet") is the same type.
 */
export function typeOfToken(token: string): ResourceType | undefined {
  const plain = token.replace(/\/v\d{8}(preview)?:/, ":").toLowerCase();
  return BY_TOKEN.get(plain.startsWith(`${PACKAGE}:`) ? plain : `${PACKAGE}:${plain}`);
}

const ARM_TYPES = RESOURCE_TYPES.map((type) => ({
  type,
  pattern: new RegExp(`^${type.armType.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`, "i"),
})).sort((a, b) => Number(a.type.armType.includes("{")) - Number(b.type.armType.includes("{")));

/** The type of an ARM type, "Microsoft.Network/virtualNetworks/subnets", in whatever case. */
export function typeOfArmType(armType: string): ResourceType | undefined {
  return ARM_TYPES.find(({ pattern }) => pattern.test(armType))?.type;
}
