import type { Tenant, Tenants } from "../../../agreement/tenants";
import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";

/** The namespace of one tenant in one cluster; a tenant has one in each cluster that runs its program. */
export interface TenantHome {
  readonly resource: RegisteredResource;
  readonly tenant: Tenant;
  /** What `homeKey` says of the objects that are in it. */
  readonly key: string;
}

const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Tells the objects of one namespace of one cluster from all others: each cluster has a provider of its own. */
export function homeKey(object: RegisteredResource, namespace = textOf(object, "metadata.namespace")): string {
  return `${object.provider ?? ""} ${namespace ?? "default"}`;
}

/** Objects by the namespace and the cluster that they are in. */
export function byHome(objects: readonly RegisteredResource[]): ReadonlyMap<string, readonly RegisteredResource[]> {
  const homes = new Map<string, RegisteredResource[]>();
  for (const object of objects) {
    const key = homeKey(object);
    const known = homes.get(key);
    if (known === undefined) homes.set(key, [object]);
    else known.push(object);
  }
  return homes;
}

/** Tenants by the names of their namespaces, `ns-<code>`. */
export function tenantsByNamespace({ tenants }: Tenants): ReadonlyMap<string, Tenant> {
  return new Map(tenants.map((tenant) => [`ns-${tenant.code}`, tenant]));
}

/** Every namespace that is a tenant's by its name. */
export function tenantHomes(resources: ResourceSet, tenants: Tenants): readonly TenantHome[] {
  const owners = tenantsByNamespace(tenants);
  return resources.ofType(NAMESPACE).flatMap((resource) => {
    const name = textOf(resource, "metadata.name");
    const tenant = owners.get(name ?? "");
    return tenant === undefined ? [] : [{ resource, tenant, key: homeKey(resource, name) }];
  });
}
