import { interpolate, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { DiagnosticSetting } from "./diagnostic-setting";

/** The diagnostic settings of a storage account: its metrics, and who read, wrote and deleted what in its blobs. */
export function observeAccount(
  name: string,
  { resourceId, workspaceId }: { readonly resourceId: Input<string>; readonly workspaceId: Input<string> },
  options: ComponentResourceOptions,
): void {
  new DiagnosticSetting(
    `${name}-metrics`,
    { resourceId, resourceType: "Microsoft.Storage/storageAccounts", workspaceId },
    options,
  );
  new DiagnosticSetting(
    `${name}-logs`,
    {
      resourceId: interpolate`${resourceId}/blobServices/default`,
      resourceType: "Microsoft.Storage/storageAccounts/blobServices",
      workspaceId,
    },
    options,
  );
}
