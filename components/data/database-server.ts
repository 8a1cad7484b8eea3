import * as sql from "@pulumi/azure-native/sql";
import { ComponentResource, interpolate, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { ObservedArgs } from "../component-args";
import type { Administrator } from "../identity/administrator";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope, withoutCell } from "../name-in-scope";
import { serverIdentity, useServerKey, type ServerKeyArgs } from "./server-key";

export interface DatabaseServerArgs extends ObservedArgs {
  /** Code of the tenant that has the server to itself; absent where the tenants of a cell share it. */
  readonly tenant?: string;
  /** `checks`: backups are restored there to be looked at, and nobody's data is there for long. @default "data" */
  readonly purpose?: "data" | "checks";
  /** Its deletion would take every database with it. @default true */
  readonly protected?: boolean;
  /** Read when the server is made; Azure ignores a later change of it. */
  readonly administrators: Administrator;
  /** Set where the databases are encrypted, or are going to be, with a key that is the tenant's own. */
  readonly customerKey?: ServerKeyArgs;
  /** Append-only archive in the region of the server that gets the audit trail too. */
  readonly logArchiveId?: Input<string>;
}

/**
 * Sign-ins and every use of a privilege, without the text of the queries: that would put customers' data in the logs.
 * Names as in Microsoft Learn, sql/relational-databases/security/auditing/sql-server-audit-action-groups-and-actions.
 */
const AUDITED = [
  "SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP",
  "FAILED_DATABASE_AUTHENTICATION_GROUP",
  "DATABASE_OPERATION_GROUP",
  "DATABASE_PERMISSION_CHANGE_GROUP",
  "DATABASE_PRINCIPAL_CHANGE_GROUP",
  "DATABASE_PRINCIPAL_IMPERSONATION_GROUP",
  "DATABASE_ROLE_MEMBER_CHANGE_GROUP",
  "DATABASE_OBJECT_PERMISSION_CHANGE_GROUP",
  "SCHEMA_OBJECT_PERMISSION_CHANGE_GROUP",
  "DATABASE_OWNERSHIP_CHANGE_GROUP",
  "DATABASE_CHANGE_GROUP",
  "BACKUP_RESTORE_GROUP",
];

/** The name of a server; one of a tenant's own outlives its cell. */
export function databaseServerName({
  scope,
  tenant,
  purpose,
}: Pick<DatabaseServerArgs, "scope" | "tenant" | "purpose">): string {
  const role = purpose === "checks" ? "bak" : "dat";
  return tenant === undefined
    ? nameInScope(scope, "sql:Server", { role })
    : nameInScope(withoutCell(scope), "sql:Server", { tenant, role });
}

/**
 * A logical server without passwords, reached by private endpoints only, with its audit trail, threat detection and
 * vulnerability scans switched on.
 *
 * Outbound access is restricted and no destination is allowed, so a database cannot send its contents anywhere
 * (Microsoft Learn, azure-sql/database/outbound-firewall-rule-overview, 2023).
 *
 * @see Microsoft Learn, azure-sql/database/resource-limits-logical-server, 2023: at most 5,000 databases a server, 20
 * servers by default and 250 on request per subscription and region.
 */
export class DatabaseServer extends ComponentResource {
  readonly resourceId: Output<string>;
  /** Known in a preview, and an output all the same: what takes it waits for the server. */
  readonly name: Output<string>;
  readonly hostName: Output<string>;

  constructor(name: string, args: DatabaseServerArgs, options?: ComponentResourceOptions) {
    super("deltawerk:data:DatabaseServer", name, {}, options);
    const { administrators, customerKey, resourceGroupName, location, tags } = args;
    const server = new sql.Server(
      `${name}-server`,
      {
        serverName: databaseServerName(args),
        resourceGroupName,
        location,
        tags,
        version: "12.0",
        administrators: {
          administratorType: "ActiveDirectory",
          azureADOnlyAuthentication: true,
          login: administrators.name,
          principalType: administrators.kind ?? "Group",
          sid: administrators.objectId,
          tenantId: administrators.directory,
        },
        minimalTlsVersion: "1.2",
        publicNetworkAccess: "Disabled",
        restrictOutboundNetworkAccess: "Enabled",
        ...(customerKey && serverIdentity(customerKey)),
      },
      { parent: this, protect: args.protected ?? true },
    );
    this.resourceId = server.id;
    this.name = server.name;
    this.hostName = server.fullyQualifiedDomainName;
    this.observe(name, args);
    if (customerKey !== undefined) {
      useServerKey(name, { resourceGroupName, server, key: customerKey, protect: args.protected ?? true }, this);
    }
    this.registerOutputs({ resourceId: this.resourceId, name: this.name, hostName: this.hostName });
  }

  private observe(name: string, { resourceGroupName, workspaceId, logArchiveId }: DatabaseServerArgs): void {
    const child = { resourceGroupName, serverName: this.name };
    // The server's audit trail leaves through its system database.
    const trail = new DiagnosticSetting(
      `${name}-trail`,
      {
        resourceId: interpolate`${this.resourceId}/databases/master`,
        resourceType: "Microsoft.Sql/servers/databases",
        workspaceId,
        ...(logArchiveId !== undefined && { archiveAccountId: logArchiveId }),
      },
      { parent: this },
    );
    new sql.ExtendedServerBlobAuditingPolicy(
      `${name}-audit`,
      {
        ...child,
        blobAuditingPolicyName: "default",
        state: "Enabled",
        isAzureMonitorTargetEnabled: true,
        isDevopsAuditEnabled: true,
        auditActionsAndGroups: AUDITED,
      },
      { parent: this, dependsOn: trail },
    );
    const detection = new sql.ServerSecurityAlertPolicy(
      `${name}-threats`,
      { ...child, securityAlertPolicyName: "Default", state: "Enabled", emailAccountAdmins: false },
      { parent: this },
    );
    // Express configuration: Azure keeps the results itself, so there is no storage account to protect.
    new sql.SqlVulnerabilityAssessmentsSetting(
      `${name}-scans`,
      { ...child, vulnerabilityAssessmentName: "default", state: "Enabled" },
      { parent: this, dependsOn: detection },
    );
  }
}
