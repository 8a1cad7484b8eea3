import * as managedidentity from "@pulumi/azure-native/managedidentity";
import type { CustomResourceOptions, Input, Resource } from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";

/** A cluster in which a workload runs. */
export interface IdentityIssuer {
  /** Tells the clusters of an identity apart, in names. */
  readonly label: string;
  /** Address under which the cluster publishes the keys of its tokens. */
  readonly issuerUrl: Input<string>;
}

export interface FederatedAccountArgs {
  readonly identityName: Input<string>;
  readonly resourceGroupName: Input<string>;
  /** At most 20 (Microsoft Learn, aks/workload-identity-overview, 2026-08). */
  readonly issuers: readonly IdentityIssuer[];
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** Whom the cluster's tokens are for (Microsoft Learn, aks/workload-identity-overview, 2026-08). */
const AUDIENCE = "api://AzureADTokenExchange";

/** Lets one service account in some clusters be an identity, by exchanging its Kubernetes token. */
export function federatedAccount(name: string, args: FederatedAccountArgs, options: CustomResourceOptions): void {
  const { identityName, resourceGroupName, issuers, namespace, serviceAccount } = args;
  const after = [options.dependsOn ?? []].flat() as readonly Input<Resource>[];
  let previous: Resource | undefined;
  for (const { label, issuerUrl } of issuers) {
    previous = new managedidentity.FederatedIdentityCredential(
      `${name}-${label}`,
      {
        federatedIdentityCredentialResourceName: formatName("managedidentity:FederatedIdentityCredential", {
          role: "kub",
          label,
        }),
        resourceName: identityName,
        resourceGroupName,
        issuer: issuerUrl,
        subject: `system:serviceaccount:${namespace}:${serviceAccount}`,
        audiences: [AUDIENCE],
      },
      // Azure refuses a second write to the credentials of an identity while one is going on (Microsoft Learn,
      // entra/workload-id/workload-identity-federation-considerations, concurrent updates).
      { ...options, dependsOn: previous === undefined ? [...after] : [...after, previous] },
    );
  }
}
