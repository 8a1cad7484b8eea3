import type { Scope } from "../../components/component-args";
import { nameInScope } from "../../components/name-in-scope";

/** Name of a tenant's certificate in the key vault of each of its sites. */
export function certificateSecretName(scope: Scope, tenant: string): string {
  return nameInScope(scope, "keyvault:Secret", { tenant, role: "edg" });
}
