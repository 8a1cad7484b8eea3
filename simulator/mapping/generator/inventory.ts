/**
 * The resources that the simulator's mapping covers, and where Azure's wire format of each stands: the operation of a
 * classic management package whose PUT writes it, or, where no such package is published, its path in the REST
 * reference of Microsoft Learn.
 */
export interface InventoryEntry {
  readonly resource: string;
  readonly source: OperationSource | PathSource;
}

export interface OperationSource {
  /** Where the SDK's API version has another path than the package's. */
  readonly path?: string;
  readonly package: string;
  readonly operations: string;
  readonly operation: string;
}

export interface PathSource {
  readonly path: string;
  /** Where properties stand that the SDK takes out of an object inside of `properties`. */
  readonly wire?: Readonly<Record<string, string>>;
}

const inResourceGroup = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers";

function operations(packageName: string, resources: Readonly<Record<string, string>>): InventoryEntry[] {
  return Object.entries(resources).map(([resource, target]) => {
    const [group = target, operation = "createOrUpdate"] = target.split(".");
    return { resource, source: { package: `@azure/arm-${packageName}`, operations: group, operation } };
  });
}

function paths(resources: Readonly<Record<string, string>>): InventoryEntry[] {
  return Object.entries(resources).map(([resource, path]) => ({ resource, source: { path } }));
}

const windowPath = "properties.maintenanceWindow";

/** By module of the azure-native SDK. */
export const inventory: Readonly<Record<string, readonly InventoryEntry[]>> = {
  resources: operations("resources", { ResourceGroup: "resourceGroups" }),
  network: operations("network", {
    VirtualNetwork: "virtualNetworks",
    Subnet: "subnets",
    NetworkSecurityGroup: "networkSecurityGroups",
    SecurityRule: "securityRules",
    RouteTable: "routeTables",
    Route: "routes",
    PublicIPAddress: "publicIPAddresses",
    VirtualNetworkPeering: "virtualNetworkPeerings",
    AzureFirewall: "azureFirewalls",
    FirewallPolicy: "firewallPolicies",
    FirewallPolicyRuleCollectionGroup: "firewallPolicyRuleCollectionGroups",
    VirtualNetworkGateway: "virtualNetworkGateways",
    VirtualNetworkGatewayConnection: "virtualNetworkGatewayConnections",
    LocalNetworkGateway: "localNetworkGateways",
    ApplicationGateway: "applicationGateways",
    WebApplicationFirewallPolicy: "webApplicationFirewallPolicies",
    PrivateEndpoint: "privateEndpoints",
    PrivateDnsZoneGroup: "privateDnsZoneGroups",
    FlowLog: "flowLogs",
    NetworkWatcher: "networkWatchers",
    DdosProtectionPlan: "ddosProtectionPlans",
    NatGateway: "natGateways",
  }),
  privatedns: operations("privatedns", {
    PrivateZone: "privateZones",
    VirtualNetworkLink: "virtualNetworkLinks",
    PrivateRecordSet: "recordSets",
  }),
  trafficmanager: operations("trafficmanager", { Profile: "profiles", Endpoint: "endpoints" }),
  containerservice: operations("containerservice", {
    ManagedCluster: "managedClusters",
    AgentPool: "agentPools",
    MaintenanceConfiguration: "maintenanceConfigurations",
    TrustedAccessRoleBinding: "trustedAccessRoleBindings",
  }),
  kubernetesconfiguration: operations("kubernetesconfiguration", { Extension: "extensions.create" }),
  containerregistry: operations("containerregistry", {
    Registry: "registries.create",
    Replication: "replications.create",
  }),
  app: operations("appcontainers", { ManagedEnvironment: "managedEnvironments", Job: "jobs" }),
  sql: operations("sql", {
    Server: "servers",
    Database: "databases",
    BackupShortTermRetentionPolicy: "backupShortTermRetentionPolicies",
    LongTermRetentionPolicy: "longTermRetentionPolicies",
    FailoverGroup: "failoverGroups",
    ExtendedServerBlobAuditingPolicy: "extendedServerBlobAuditingPolicies",
    ServerSecurityAlertPolicy: "serverSecurityAlertPolicies",
    SqlVulnerabilityAssessmentsSetting: "sqlVulnerabilityAssessmentsSettings",
    TransparentDataEncryption: "transparentDataEncryptions",
    EncryptionProtector: "encryptionProtectors",
    ServerKey: "serverKeys",
    ServerAzureADAdministrator: "serverAzureADAdministrators",
    ServerAzureADOnlyAuthentication: "serverAzureADOnlyAuthentications",
    FirewallRule: "firewallRules",
  }),
  storage: operations("storage", {
    StorageAccount: "storageAccounts.create",
    BlobServiceProperties: "blobServices.setServiceProperties",
    BlobContainer: "blobContainers.create",
    BlobContainerImmutabilityPolicy: "blobContainers.createOrUpdateImmutabilityPolicy",
    ObjectReplicationPolicy: "objectReplicationPoliciesOperations",
    ManagementPolicy: "managementPolicies",
  }),
  keyvault: operations("keyvault", { Vault: "vaults", Key: "keys.createIfNotExist", Secret: "secrets" }),
  managedidentity: operations("msi", {
    UserAssignedIdentity: "userAssignedIdentities",
    FederatedIdentityCredential: "federatedIdentityCredentials",
  }),
  authorization: [
    ...operations("authorization", {
      RoleAssignment: "roleAssignments.create",
      RoleDefinition: "roleDefinitions.createOrUpdate",
    }),
    ...operations("locks", { ManagementLockByScope: "managementLocks.createOrUpdateByScope" }),
    ...operations("policy", { PolicyAssignment: "policyAssignments.create" }),
  ],
  monitor: [
    ...operations("monitor", {
      DiagnosticSetting: "diagnosticSettings",
      MetricAlert: "metricAlerts",
      ActionGroup: "actionGroups",
      ActivityLogAlert: "activityLogAlerts",
      DataCollectionRule: "dataCollectionRules.create",
      DataCollectionRuleAssociation: "dataCollectionRuleAssociations.create",
    }),
    // The published package knows only the log alerts of 2018, which have another shape.
    ...paths({ ScheduledQueryRule: `${inResourceGroup}/Microsoft.Insights/scheduledQueryRules/{ruleName}` }),
  ],
  operationalinsights: operations("operationalinsights", { Workspace: "workspaces", DataExport: "dataExports" }),
  security: [
    {
      resource: "Pricing",
      source: {
        // Since 2024-01-01 a plan is set on any scope, no longer only on a subscription.
        path: "/{scopeId}/providers/Microsoft.Security/pricings/{pricingName}",
        package: "@azure/arm-security",
        operations: "pricings",
        operation: "update",
      },
    },
    ...operations("security", { SecurityContact: "securityContacts.create" }),
  ],
  dataprotection: paths({
    BackupVault: `${inResourceGroup}/Microsoft.DataProtection/backupVaults/{vaultName}`,
    BackupPolicy: `${inResourceGroup}/Microsoft.DataProtection/backupVaults/{vaultName}/backupPolicies/{backupPolicyName}`,
    BackupInstance: `${inResourceGroup}/Microsoft.DataProtection/backupVaults/{vaultName}/backupInstances/{backupInstanceName}`,
    ResourceGuard: `${inResourceGroup}/Microsoft.DataProtection/resourceGuards/{resourceGuardsName}`,
    DppResourceGuardProxy: `${inResourceGroup}/Microsoft.DataProtection/backupVaults/{vaultName}/backupResourceGuardProxies/{resourceGuardProxyName}`,
  }),
  eventgrid: operations("eventgrid", {
    SystemTopic: "systemTopics",
    SystemTopicEventSubscription: "systemTopicEventSubscriptions",
  }),
  consumption: operations("consumption", { Budget: "budgets" }),
  // No classic package is published; the specification is Microsoft.Maintenance 2023-10-01-preview.
  maintenance: [
    {
      resource: "MaintenanceConfiguration",
      source: {
        path: `${inResourceGroup}/Microsoft.Maintenance/maintenanceConfigurations/{resourceName}`,
        wire: Object.fromEntries(
          ["duration", "expirationDateTime", "recurEvery", "startDateTime", "timeZone"].map((name) => [
            name,
            `${windowPath}.${name}`,
          ]),
        ),
      },
    },
    ...paths({
      ConfigurationAssignment: `${inResourceGroup}/{providerName}/{resourceType}/{resourceName}/providers/Microsoft.Maintenance/configurationAssignments/{configurationAssignmentName}`,
    }),
  ],
};
