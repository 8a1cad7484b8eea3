import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";
import { DiagnosticSetting } from "./diagnostic-setting";

export interface WorkspaceArgs extends ComponentArgs {
  /** 30-730 days (Microsoft Learn, azure-monitor/logs/data-retention-configure, 2024). */
  readonly retentionDays: number;
}

/**
 * Where the logs and metrics of a site are read. Writers and readers sign in with Microsoft Entra; who may read a
 * resource may read its logs. Who asked what is logged too.
 *
 * Its endpoints are public, because a private link scope would take over the name resolution of Azure Monitor for whole
 * networks; agents reach them through the firewall.
 */
export class Workspace extends ComponentResource {
  readonly resourceId: Output<string>;
  readonly name: Output<string>;
  /** GUID by which queries name it. */
  readonly key: Output<string>;

  constructor(name: string, args: WorkspaceArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:Workspace", name, {}, options);
    const workspace = new operationalinsights.Workspace(
      `${name}-workspace`,
      {
        workspaceName: nameInScope(args.scope, "operationalinsights:Workspace", { role: "log" }),
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        tags: args.tags,
        sku: { name: "PerGB2018" },
        retentionInDays: args.retentionDays,
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
      },
      { parent: this, protect: true },
    );
    this.resourceId = workspace.id;
    this.name = workspace.name;
    this.key = workspace.customerId;
    new DiagnosticSetting(
      `${name}-audit`,
      {
        resourceId: workspace.id,
        resourceType: "Microsoft.OperationalInsights/workspaces",
        workspaceId: workspace.id,
      },
      { parent: this },
    );
    this.registerOutputs({ resourceId: this.resourceId, name: this.name });
  }
}
