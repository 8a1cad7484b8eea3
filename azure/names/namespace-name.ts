import { InvalidInputError } from "../invalid-input";
import { ROLES, TENANT_CODE, type Role } from "./codes";

/** Whose a namespace is, or what for. */
export type NamespaceOwner = { readonly tenant: string } | { readonly role: Role };

/**
 * The name of a namespace in a cluster: `ns-ab12`, `ns-web`. A cluster belongs to one cell of one platform, so nothing
 * else has to be in it; tenants have four characters and roles three, so neither is taken for the other.
 *
 * @throws InvalidInputError when the tenant's code is malformed
 */
export function namespaceName(owner: NamespaceOwner): string {
  if ("role" in owner) return `ns-${owner.role}`;
  if (!TENANT_CODE.test(owner.tenant)) {
    throw new InvalidInputError([`Tenant "${owner.tenant}" is not a letter with three letters or digits after it.`]);
  }
  return `ns-${owner.tenant}`;
}

/** Whose a namespace is, or what for, by its name; undefined for one that this project did not name. */
export function parseNamespaceName(name: string): NamespaceOwner | undefined {
  const [, code] = /^ns-([a-z0-9]+)$/.exec(name) ?? [];
  if (code === undefined) return undefined;
  if (TENANT_CODE.test(code)) return { tenant: code };
  return Object.hasOwn(ROLES, code) ? { role: code as Role } : undefined;
}
