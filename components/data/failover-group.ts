import * as sql from "@pulumi/azure-native/sql";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { Scope } from "../component-args";
import { nameInScope, withoutCell } from "../name-in-scope";
import type { TenantDatabase } from "./tenant-database";

export interface FailoverGroupArgs {
  readonly scope: Scope;
  readonly resourceGroupName: Input<string>;
  readonly tags: Readonly<Record<string, string>>;
  /** Code of the tenant that has the servers to itself. */
  readonly tenant?: string;
  /** @default true */
  readonly protected?: boolean;
  readonly primaryServerName: Input<string>;
  /** In another region: Azure refuses a partner in the same one. */
  readonly partnerServerId: Input<string>;
  /** Each with its secondary on the partner's server: Azure would make a missing one itself, with settings of its own. */
  readonly databases: readonly TenantDatabase[];
  /**
   * How long Azure waits before it fails over by itself and may lose work. At least 60 minutes; a person can fail over
   * at any moment (Microsoft Learn, azure-sql/database/failover-group-sql-db, 2024).
   */
  readonly graceMinutes: number;
}

/** Two servers behind one name that follows the primary; clients keep their connection string in a failover. */
export class FailoverGroup extends ComponentResource {
  readonly resourceId: Output<string>;
  readonly hostName: Output<string>;

  constructor(name: string, args: FailoverGroupArgs, options?: ComponentResourceOptions) {
    super("deltawerk:data:FailoverGroup", name, {}, options);
    const { scope, tenant } = args;
    const group = new sql.FailoverGroup(
      `${name}-group`,
      {
        failoverGroupName:
          tenant === undefined
            ? nameInScope(scope, "sql:FailoverGroup", { role: "dat" })
            : nameInScope(withoutCell(scope), "sql:FailoverGroup", { tenant, role: "dat" }),
        resourceGroupName: args.resourceGroupName,
        serverName: args.primaryServerName,
        partnerServers: [{ id: args.partnerServerId }],
        databases: args.databases.map(({ resourceId }) => resourceId),
        readWriteEndpoint: {
          failoverPolicy: "Automatic",
          failoverWithDataLossGracePeriodMinutes: args.graceMinutes,
        },
        // Reads never move to a site that may be behind.
        readOnlyEndpoint: { failoverPolicy: "Disabled" },
        tags: args.tags,
      },
      { parent: this, protect: args.protected ?? true, dependsOn: [...args.databases] },
    );
    this.resourceId = group.id;
    this.hostName = group.name.apply((groupName) => `${groupName}.database.windows.net`);
    this.registerOutputs({ resourceId: this.resourceId, hostName: this.hostName });
  }
}
