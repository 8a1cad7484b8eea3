import { formatArmId } from "../../azure/arm-id";
import type { Scope } from "../../components/component-args";
import { databaseServerName } from "../../components/data/database-server";
import { databaseName } from "../../components/data/tenant-database";
import { nameInScope } from "../../components/name-in-scope";
import type { DatabasePlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";

/**
 * Id of a database, made of names and so known before anything is asked.
 *
 * @param scope platform, environment, cell and site
 * @param owner the tenant that has the server to itself
 */
export function databaseIdAt(
  { target }: Pick<Plan, "target">,
  scope: Scope,
  owner: { readonly tenant?: string },
  { tenant, generation }: Pick<DatabasePlan, "tenant" | "generation">,
): string {
  const group = nameInScope(scope, "resources:ResourceGroup", { role: "dat", ...owner });
  return formatArmId({
    scope: `/subscriptions/${target.subscriptions.cells}/resourceGroups/${group}`,
    type: "Microsoft.Sql/servers/databases",
    names: [databaseServerName({ scope, ...owner }), databaseName(scope, tenant, Number(generation))],
  });
}
