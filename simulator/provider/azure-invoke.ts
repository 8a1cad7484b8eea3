import type { Operation } from "../arm/operation";
import type { ResourceManager } from "../arm/resource-manager";
import type { Mapping, TypeMapping } from "../arm/type-mapping";
import { clusterCredentials, isCredentialFunction } from "./cluster-credentials";
import { textOf, type PropertyMap } from "./property-value";
import type { ProviderInstance } from "./provider-instance";
import { outputsOf } from "./response-properties";

/** The identity that works in the local cloud. It exists nowhere else. */
const localPrincipal = "00000000-0000-4000-8000-000000000001";

const managedCluster = "azure-native:containerservice:ManagedCluster";

interface AzureInvocation {
  readonly token: string;
  readonly args: PropertyMap;
  readonly instance: ProviderInstance;
  readonly manager: ResourceManager;
  readonly mapping: Mapping;
  readonly idOf: (type: TypeMapping) => string;
  readonly operations: () => readonly Operation[];
  readonly onRefusal: (token: string, reasons: readonly string[]) => void;
}

/**
 * Answers a function of the SDK: `getClientConfig`, `getX` for every type X that the local cloud knows, and those that
 * list the credentials of a cluster.
 *
 * Throws on every other function, and where the resource does not exist.
 */
export async function azureInvoke(invocation: AzureInvocation): Promise<PropertyMap> {
  const { token, instance, manager } = invocation;
  if (token === "azure-native:authorization:getClientConfig") return clientConfig(instance, manager);
  const credentials = isCredentialFunction(token);
  const type = credentials ? invocation.mapping.of(managedCluster) : gotType(invocation);
  if (type === undefined) {
    const reason = `the local cloud does not know the function '${token}' yet`;
    invocation.onRefusal(token, [reason]);
    throw new Error(reason);
  }
  const id = invocation.idOf(type);
  const resource = await manager.lookUp(id);
  if (resource === undefined)
    throw new Error(`Status=404 Code="ResourceNotFound" Message="The Resource '${id}' was not found."`);
  if (credentials) {
    const tenant = textOf(clientConfig(instance, manager), "tenantId") ?? "";
    return clusterCredentials(token, invocation.args, resource, tenant, invocation.operations());
  }
  return { ...outputsOf(type, resource), id: resource.id };
}

function gotType({ token, mapping }: AzureInvocation): TypeMapping | undefined {
  const [provider, module, name] = token.split(":");
  return name?.startsWith("get") === true ? mapping.of(`${provider}:${module}:${name.slice(3)}`) : undefined;
}

function clientConfig({ config }: ProviderInstance, manager: ResourceManager): PropertyMap {
  const subscriptionId = textOf(config, "subscriptionId") ?? "";
  return {
    clientId: textOf(config, "clientId") ?? localPrincipal,
    objectId: localPrincipal,
    subscriptionId,
    tenantId: manager.cloud.tenantOf(subscriptionId),
  };
}
