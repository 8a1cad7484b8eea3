import * as authorization from "@pulumi/azure-native/authorization";
import { mergeOptions, type CustomResourceOptions, type Input, type Resource } from "@pulumi/pulumi";
import { roleDefinitionId, type BuiltInRole } from "../../azure/role-definitions";
import type { Scope } from "../component-args";
import { deterministicGuid } from "./deterministic-guid";

/** A custom role. Name and id are known in a preview, so that rules can tell which role is assigned. */
export interface CustomRole {
  readonly name: string;
  readonly roleDefinitionId: string;
  /** What has to be there before the role can be assigned; absent where another layer has made it. */
  readonly definition?: Resource;
}

export interface RoleAssignmentArgs {
  readonly scope: Pick<Scope, "platform" | "environment">;
  /** Who gets the role. `name` is unique in the environment and known in a preview: it makes the assignment's GUID. */
  readonly principal: {
    readonly name: string;
    readonly id: Input<string>;
    /** @default "ServicePrincipal", which spares a new identity the wait for directory replication. */
    readonly type?: "ServicePrincipal" | "Group";
  };
  /** On what, in which subscription (a GUID). `name` is unique in the environment and known in a preview likewise. */
  readonly target: { readonly name: string; readonly id: Input<string>; readonly subscription: string };
  /** Registered name of a built-in role, or a custom role of the platform. */
  readonly role: BuiltInRole | CustomRole;
  /**
   * Narrows the role: an expression of Azure's attribute-based access control, version 2.0.
   *
   * @see Microsoft Learn, role-based-access-control/conditions-format (2025)
   */
  readonly condition?: string;
  /** Why it is needed, for the people who review access; at most 1024 characters. */
  readonly reason: string;
}

/**
 * One role for one principal on one resource, with the reason in Azure itself.
 *
 * The GUID is made from names rather than from Azure's ids, so that it is known in the first preview and stays the same
 * when a resource is made anew.
 *
 * @see Microsoft Learn, role-based-access-control/role-assignments (2024-06): GUID unique in the directory, description
 * of at most 1024 characters.
 */
export class RoleAssignment extends authorization.RoleAssignment {
  constructor(name: string, args: RoleAssignmentArgs, options?: CustomResourceOptions) {
    const { scope, principal, target, role, reason, condition } = args;
    const definition = typeof role === "string" ? undefined : role.definition;
    const roleName = typeof role === "string" ? role : role.name;
    super(
      name,
      {
        roleAssignmentName: deterministicGuid(scope.platform, scope.environment, principal.name, roleName, target.name),
        scope: target.id,
        principalId: principal.id,
        principalType: principal.type ?? "ServicePrincipal",
        roleDefinitionId:
          typeof role === "string" ? roleDefinitionId(role, target.subscription) : role.roleDefinitionId,
        description: reason,
        ...(condition !== undefined && { condition, conditionVersion: "2.0" }),
      },
      mergeOptions(options, {
        // Azure allows no second assignment of the same name, nor of the same role, principal and scope by another.
        deleteBeforeReplace: true,
        dependsOn: definition === undefined ? [] : [definition],
      }),
    );
  }
}
