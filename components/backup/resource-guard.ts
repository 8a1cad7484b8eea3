import * as dataprotection from "@pulumi/azure-native/dataprotection";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";
import { deletionLock } from "./deletion-lock";

/**
 * The second pair of eyes: what would weaken a vault that is under the guard (shorter retention, no soft delete, no
 * immutability, a stopped backup) needs the consent of somebody with rights in the guard's subscription. No operation is
 * excluded.
 *
 * @see Microsoft Learn, backup/multi-user-authorization-concept (2024).
 */
export class ResourceGuard extends ComponentResource {
  readonly resourceId: Output<string>;

  constructor(name: string, args: ComponentArgs, options?: ComponentResourceOptions) {
    super("deltawerk:backup:ResourceGuard", name, {}, options);
    const { scope, resourceGroupName, location, tags } = args;
    const guard = new dataprotection.ResourceGuard(
      `${name}-guard`,
      {
        resourceGuardsName: nameInScope(scope, "dataprotection:ResourceGuard", { role: "grd" }),
        resourceGroupName,
        location,
        tags,
        properties: { vaultCriticalOperationExclusionList: [] },
      },
      { parent: this, protect: true },
    );
    this.resourceId = guard.id;
    deletionLock(`${name}-lock`, guard.id, "Guards every backup vault.", { parent: this });
    this.registerOutputs({ resourceId: this.resourceId });
  }
}
