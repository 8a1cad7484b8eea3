import * as managedidentity from "@pulumi/azure-native/managedidentity";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";

export interface ManagedIdentityArgs extends ComponentArgs {
  /** What the identity is for. */
  readonly role: Role;
  /** Tells several identities of one role apart. */
  readonly label?: string;
}

/** An identity without a secret, for a workload or a service. It starts without any right. */
export class ManagedIdentity extends ComponentResource {
  readonly resourceId: Output<string>;
  readonly name: string;
  readonly principalId: Output<string>;
  readonly clientId: Output<string>;

  constructor(name: string, args: ManagedIdentityArgs, options?: ComponentResourceOptions) {
    super("deltawerk:identity:ManagedIdentity", name, {}, options);
    const { scope, role, label, resourceGroupName, location, tags } = args;
    this.name = nameInScope(scope, "managedidentity:UserAssignedIdentity", {
      role,
      ...(label !== undefined && { label }),
    });
    const identity = new managedidentity.UserAssignedIdentity(
      `${name}-identity`,
      { resourceName: this.name, resourceGroupName, location, tags },
      { parent: this },
    );
    this.resourceId = identity.id;
    this.principalId = identity.principalId;
    this.clientId = identity.clientId;
    this.registerOutputs({
      resourceId: this.resourceId,
      name: this.name,
      principalId: this.principalId,
      clientId: this.clientId,
    });
  }
}
