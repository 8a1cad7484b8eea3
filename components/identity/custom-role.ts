import * as authorization from "@pulumi/azure-native/authorization";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Scope } from "../component-args";
import { deterministicGuid } from "./deterministic-guid";
import type { CustomRole } from "./role-assignment";

export interface CustomRoleArgs {
  readonly scope: Pick<Scope, "platform" | "environment" | "salt">;
  /** GUID of the subscription in which it can be assigned. */
  readonly subscription: string;
  /** Unique in the platform's environment: `create-only`. */
  readonly key: string;
  readonly description: string;
  readonly actions?: readonly string[];
  readonly dataActions?: readonly string[];
}

type RoleKey = Pick<CustomRoleArgs, "scope" | "subscription" | "key">;

const guidOf = ({ scope, key }: RoleKey): string =>
  deterministicGuid(scope.platform, scope.environment, scope.salt ?? "", key);

/** A role that another layer of the platform defines. */
export function definedRole(args: RoleKey): CustomRole {
  const roleDefinitionId = `/subscriptions/${args.subscription}/providers/Microsoft.Authorization/roleDefinitions/${guidOf(args)}`;
  return { name: args.key, roleDefinitionId };
}

/** A role of the platform's own, where no built-in one is as narrow. */
export function customRole(name: string, args: CustomRoleArgs, options?: CustomResourceOptions): CustomRole {
  const { scope, subscription, key, description, actions = [], dataActions = [] } = args;
  const subscriptionId = `/subscriptions/${subscription}`;
  const definition = new authorization.RoleDefinition(
    name,
    {
      roleDefinitionId: guidOf(args),
      scope: subscriptionId,
      // Unique in the directory, in which a second data centre can stand beside the first.
      roleName: `Deltawerk ${key} (${[scope.platform, scope.environment, scope.salt ?? ""].filter((part) => part !== "").join(", ")})`,
      description,
      permissions: [{ actions: [...actions], notActions: [], dataActions: [...dataActions], notDataActions: [] }],
      assignableScopes: [subscriptionId],
    },
    options,
  );
  return { ...definedRole(args), definition };
}
