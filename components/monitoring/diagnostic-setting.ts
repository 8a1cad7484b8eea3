import * as monitor from "@pulumi/azure-native/monitor";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";
import { DIAGNOSTIC_CATEGORIES, type DiagnosedType, type DiagnosticCategories } from "./diagnostic-categories";

export interface DiagnosticSettingArgs {
  /** Resource id of what is observed; for the activity log the subscription's. */
  readonly resourceId: Input<string>;
  readonly resourceType: DiagnosedType;
}

/**
 * Where it goes: a log workspace, the storage account of an append-only archive, or both. The archive must be in the
 * region of the resource where that has one (Microsoft Learn, azure-monitor/essentials/diagnostic-settings, 2024).
 */
export type Destination =
  | { readonly workspaceId: Input<string>; readonly archiveAccountId?: Input<string> }
  | { readonly archiveAccountId: Input<string>; readonly workspaceId?: Input<string> };

/** Everything that a resource can tell about itself, sent where it can be read or kept: all logs and all metrics. */
export class DiagnosticSetting extends monitor.DiagnosticSetting {
  constructor(name: string, args: DiagnosticSettingArgs & Destination, options?: CustomResourceOptions) {
    const { logs, metrics, ownTables }: DiagnosticCategories = DIAGNOSTIC_CATEGORIES[args.resourceType];
    super(
      name,
      {
        name: formatName("monitor:DiagnosticSetting", { role: "mon" }),
        resourceUri: args.resourceId,
        ...(args.workspaceId !== undefined && { workspaceId: args.workspaceId }),
        ...(args.archiveAccountId !== undefined && { storageAccountId: args.archiveAccountId }),
        ...(ownTables && args.workspaceId !== undefined && { logAnalyticsDestinationType: "Dedicated" }),
        logs:
          "groups" in logs
            ? logs.groups.map((categoryGroup) => ({ categoryGroup, enabled: true }))
            : logs.categories.map((category) => ({ category, enabled: true })),
        metrics: metrics.map((category) => ({ category, enabled: true })),
      },
      options,
    );
  }
}
