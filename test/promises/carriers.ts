import type { Plan } from "../../infra/plan/plan";
import type { RegisteredResource } from "../../policies/resources/registered-resource";

/** What a platform is made of: the resources that its layers register, and the plan that says what runs in its clusters. */
export interface Made {
  readonly resources: readonly RegisteredResource[];
  readonly plan: Plan;
}

/** Names of what carries a clause in a platform; empty where nothing does. */
export type Carrier = (made: Made) => readonly string[];

type Inputs = RegisteredResource["inputs"];

/** Resources of a type, of which some inputs read as expected. */
function resource(type: string, holds: (inputs: Inputs, name: string) => boolean = () => true): Carrier {
  return ({ resources }) =>
    resources.filter((one) => one.type === type && holds(one.inputs, one.name)).map(({ name }) => `${type} ${name}`);
}

/** A job that the plan runs. */
function job(kind: Plan["jobs"][number]["job"]): Carrier {
  return ({ plan }) =>
    plan.jobs.filter((one) => one.job === kind).map(({ label }) => `job ${kind} ${label ?? ""}`.trim());
}

/** All of them are needed. */
function all(...carriers: readonly Carrier[]): Carrier {
  return (made) => {
    const found = carriers.map((carrier) => carrier(made));
    return found.some((names) => names.length === 0) ? [] : found.flat();
  };
}

const says = (inputs: Inputs, text: string): boolean => JSON.stringify(inputs).includes(text);
const alert = (start: string): Carrier => {
  const rules = ["monitor:ScheduledQueryRule", "monitor:MetricAlert", "monitor:ActivityLogAlert"];
  return (made) => rules.flatMap((type) => resource(type, (_, name) => name.startsWith(start))(made));
};
const copies = (role: string): Carrier =>
  all(
    resource("storage:StorageAccount", (_, name) => name.startsWith(`copies-${role}`)),
    job("export"),
  );
const site = (region: string): Carrier =>
  resource("resources:ResourceGroup", (inputs) => String(inputs["location"]) === region);
const cold =
  (region: string): Carrier =>
  ({ plan }) =>
    plan.sites
      .filter((one) => one.region === region && one.role === "cold")
      .map(({ code }) => `site ${code} of the plan`);
const either =
  (...carriers: readonly Carrier[]): Carrier =>
  (made) =>
    carriers.flatMap((carrier) => carrier(made));

const windows = all(
  resource("containerservice:MaintenanceConfiguration"),
  resource("maintenance:ConfigurationAssignment"),
);
const nodeUpdates = resource("containerservice:ManagedCluster", (inputs) => says(inputs, "nodeOSUpgradeChannel"));
const firewalls = resource("network:AzureFirewall");
const database = resource("sql:Database");
const diagnostics = (target: string): Carrier =>
  resource("monitor:DiagnosticSetting", (inputs) => says(inputs, target));

/** Everything that carries each clause on which a promise stands. A clause that is not here carries nothing. */
export const CARRIERS: Readonly<Record<string, Carrier>> = {
  residency: resource("authorization:PolicyAssignment", (_, name) => name.includes("regions-others")),
  "residency.databases": resource("authorization:PolicyAssignment", (_, name) => name.includes("regions-databases")),
  "residency.documents": resource("storage:StorageAccount", (_, name) => name.startsWith("documents")),
  "residency.backups": copies(""),
  "sites[westeurope]": site("westeurope"),
  "sites[northeurope]": site("northeurope"),
  "sites[norwayeast]": site("norwayeast"),
  "sites[norwaywest]": site("norwaywest"),
  "sites[swedencentral]": site("swedencentral"),
  "sites[swedensouth]": either(site("swedensouth"), cold("swedensouth")),

  access: resource("network:FirewallPolicyRuleCollectionGroup"),
  "access.public": resource("network:WebApplicationFirewallPolicy"),
  "access.webApplicationFirewall": resource("network:WebApplicationFirewallPolicy", (inputs) =>
    says(inputs, "Prevention"),
  ),
  "access.firewall": all(firewalls, alert("firewall-changed-")),
  "access.management": resource("network:VirtualNetworkGatewayConnection", (inputs) => says(inputs, '"IPsec"')),
  "access.betweenSites": resource("network:VirtualNetworkGatewayConnection", (inputs) => says(inputs, "Vnet2Vnet")),
  "access.peaks": resource("network:ApplicationGateway", (inputs) => says(inputs, "maxCapacity")),
  "access.storedData": all(
    resource("sql:Server", (inputs) => says(inputs, "azureADOnlyAuthentication")),
    alert("access-changed-"),
  ),

  "availability[platform]": resource("sql:Database", ({ zoneRedundant }) => zoneRedundant === true),
  "availability[url]": alert("tenant-down"),

  backup: resource("sql:BackupShortTermRetentionPolicy"),
  "backup.pointInTime": resource("sql:BackupShortTermRetentionPolicy"),
  "backup.logEvery": resource("sql:BackupShortTermRetentionPolicy"),
  "backup.monthly": resource("sql:LongTermRetentionPolicy", (inputs) => says(inputs, "monthlyRetention")),
  "backup.yearly": resource("sql:LongTermRetentionPolicy", (inputs) => says(inputs, "yearlyRetention")),
  "backup.systemEvery": either(resource("dataprotection:BackupInstance"), copies("")),
  "backup.independentCopies[cold]": copies("cold"),
  "backup.independentCopies[daily]": copies("daily"),
  "backup.independentCopies[hot]": copies("hot"),
  "backup.independentCopies[nightly]": copies("nightly"),
  "backup.verification": all(job("verification"), alert("backup-damaged")),
  "backup.restoresRecorded": alert("restored"),

  documents: resource("storage:BlobServiceProperties", (_, name) => name.startsWith("documents")),
  "documents.backupEvery": resource("dataprotection:BackupInstance"),

  encryption: resource("storage:StorageAccount", (inputs) => says(inputs, "requireInfrastructureEncryption")),
  "encryption.atRest": all(
    resource("storage:StorageAccount", (inputs) => says(inputs, "requireInfrastructureEncryption")),
    resource("containerservice:ManagedCluster", (inputs) => says(inputs, "enableEncryptionAtHost")),
  ),
  "encryption.inTransit": resource("network:ApplicationGateway", (inputs) => says(inputs, "sslPolicy")),
  "encryption.betweenSites": resource("network:VirtualNetworkGatewayConnection", (inputs) => says(inputs, "GCMAES256")),

  // Closing is a change of the tenants document; what is left to the deployment is that nothing is lost before its time.
  exit: resource("authorization:ManagementLockByScope"),
  "exit.export": job("export"),

  isolation: all(database, resource("network:PrivateEndpoint")),
  "isolation.database": database,
  "isolation.compute": resource("containerservice:AgentPool"),
  "isolation.computeOption": ({ plan }) =>
    plan.cells.flatMap(({ tenants }) => tenants.map(({ code }) => `tenant ${code}`)),
  "isolation.firewall": resource("network:FirewallPolicyRuleCollectionGroup"),
  "isolation.networkZones": resource("network:NetworkSecurityGroup"),
  "isolation.platform": all(
    resource("sql:Server"),
    resource("network:VirtualNetwork"),
    resource("containerservice:AgentPool"),
  ),

  logging: resource("operationalinsights:Workspace"),
  "logging.access": all(
    diagnostics("applicationGateways"),
    resource("monitor:DataCollectionRule"),
    resource("storage:StorageAccount", (_, name) => name.startsWith("log-archive")),
  ),
  "logging.administration": all(
    resource("storage:StorageAccount", (_, name) => name.startsWith("log-archive")),
    alert("access-changed-"),
    alert("logging-changed-"),
  ),
  "logging.signIns": resource("sql:ExtendedServerBlobAuditingPolicy"),

  maintenance: windows,
  monitoring: resource("monitor:ActionGroup"),
  "monitoring.uptime": all(job("probe"), alert("tenant-down"), alert("probe-silent")),
  "monitoring.backups": all(job("presence"), alert("backup-missing"), alert("backups-unseen")),
  "monitoring.servers": all(alert("node-not-ready"), alert("firewall-unhealthy"), alert("gateway-unhealthy")),
  "monitoring.capacity": alert("database-space"),
  "monitoring.intrusion": all(resource("security:SecurityContact"), alert("threat-found-")),
  "monitoring.itself": all(job("heartbeat"), alert("monitoring-blind")),

  patching: nodeUpdates,
  "patching.critical": nodeUpdates,
  "patching.operatingSystem": nodeUpdates,
  "patching.protection": resource("security:Pricing"),

  recovery: either(resource("sql:FailoverGroup"), copies("")),
  "recovery.point": resource("sql:BackupShortTermRetentionPolicy"),
  "recovery.redundancy": resource("sql:Database", ({ zoneRedundant }) => zoneRedundant === true),
  "recovery.restoreStart": all(job("restore"), alert("data-lost-")),
  "recovery.unit": database,

  scanning: resource("security:Pricing"),
  "scanning.malware": resource("security:Pricing", ({ extensions }) =>
    (Array.isArray(extensions) ? (extensions as readonly { name?: string; isEnabled?: string }[]) : []).some(
      ({ name, isEnabled }) => name === "OnUploadMalwareScanning" && isEnabled === "True",
    ),
  ),
  "scanning.vulnerabilities": all(
    resource("sql:SqlVulnerabilityAssessmentsSetting"),
    job("scan"),
    alert("weakness-found"),
  ),
};

/** Clauses that nothing carries yet, each with what is missing. The ledger's evidence must not count them as kept. */
export const NOT_CARRIED: Readonly<Record<string, string>> = {};
