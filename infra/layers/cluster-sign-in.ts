import * as containerservice from "@pulumi/azure-native/containerservice";
import { Provider } from "@pulumi/kubernetes/provider";
import type { Output, ProviderResource } from "@pulumi/pulumi";
import { parse, stringify } from "yaml";
import type { CellOutputs } from "./layer-outputs";

interface Kubeconfig {
  readonly users: readonly { readonly user: { readonly exec?: { readonly args?: readonly string[] } } }[];
}

/**
 * How kubelogin signs in: as the Azure CLI is signed in, which a person is by `az login` and a pipeline by its federated
 * token (Azure/kubelogin, docs/concepts/login-modes, 2025). Azure's own answer would ask a person for a device code.
 */
const LOGIN = "azurecli";

/**
 * A cluster's kubeconfig, as Azure gives it in the format `exec`, with the way of signing in that people and pipelines
 * share. It holds addresses and the command to sign in with, and no credential.
 */
export function withLogin(text: string): string {
  const config = parse(text) as Kubeconfig;
  const users = config.users.map((named) => {
    const { exec } = named.user;
    const at = exec?.args?.findIndex((argument) => argument === "--login" || argument === "-l") ?? -1;
    if (exec?.args === undefined || at < 0) return named;
    return { ...named, user: { ...named.user, exec: { ...exec, args: exec.args.toSpliced(at + 1, 1, LOGIN) } } };
  });
  return stringify({ ...config, users });
}

/**
 * The provider of what is inside of a cluster. Everything is made anew in a cluster that was made again, and nothing is
 * where only its certificates or addresses have changed. What is to go with a cluster that is gone already has gone.
 */
export function clusterProvider(
  name: string,
  cluster: Output<CellOutputs["clusters"][string]>,
  azure: ProviderResource,
): Provider {
  const credentials = containerservice.listManagedClusterUserCredentialsOutput(
    { resourceGroupName: cluster.resourceGroup, resourceName: cluster.name, format: "exec" },
    { provider: azure },
  );
  return new Provider(name, {
    clusterIdentifier: cluster.uid,
    deleteUnreachable: true,
    kubeconfig: credentials.kubeconfigs.apply(([first]) => {
      if (first === undefined) throw new Error(`Azure gave no kubeconfig for ${name}.`);
      return withLogin(Buffer.from(first.value, "base64").toString("utf8"));
    }),
  });
}
