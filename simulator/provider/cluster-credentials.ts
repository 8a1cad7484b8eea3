import type { Operation } from "../arm/operation";
import type { ArmResource } from "../arm/resource";
import { authorityOf, hasEntra, isEntraOnly, userKubeconfig } from "../kubernetes/cluster/cluster-credentials";
import { textOf, type PropertyMap } from "./property-value";

const users = "azure-native:containerservice:listManagedClusterUserCredentials";
const administrators = "azure-native:containerservice:listManagedClusterAdminCredentials";

/** Tells whether a function of the SDK lists credentials of a cluster. */
export function isCredentialFunction(token: string): boolean {
  return token === users || token === administrators;
}

/**
 * What AKS answers to a question for credentials. Those of users are for kubelogin and hold none; those of
 * administrators are refused where local accounts are disabled, and not modelled where they are not.
 */
export function clusterCredentials(
  token: string,
  args: PropertyMap,
  cluster: ArmResource,
  tenant: string,
  operations: readonly Operation[],
): PropertyMap {
  if (token === administrators) {
    if (!isEntraOnly(cluster)) throw notModelled("administrators of a cluster with local accounts");
    throw new Error(
      'Status=400 Code="BadRequest" Message="Getting static credential is not allowed because this cluster is set to ' +
        'disable local accounts."',
    );
  }
  if (!hasEntra(cluster)) throw notModelled("users of a cluster that Entra does not sign in to");
  const format = textOf(args, "format") ?? "azure";
  // The other format needs an authentication plugin that Kubernetes 1.26 has removed from its clients.
  if (format !== "exec")
    throw notModelled(`format '${format}', which no client since Kubernetes 1.26 reads: ask for 'exec'`);
  const kubeconfig = userKubeconfig(cluster, tenant, authorityOf(cluster, operations));
  return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(kubeconfig).toString("base64") }] };
}

function notModelled(what: string): Error {
  return new Error(
    `Status=501 Code="NotModelled" Message="Credentials for ${what} are not modelled by the local cloud."`,
  );
}
