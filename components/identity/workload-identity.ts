import * as managedidentity from "@pulumi/azure-native/managedidentity";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";
import { ManagedIdentity, type ManagedIdentityArgs } from "./managed-identity";

/** A cluster in which a workload runs. */
export interface IdentityIssuer {
  /** Tells the clusters of an identity apart, in names. */
  readonly label: string;
  /** Address under which the cluster publishes the keys of its tokens. */
  readonly issuerUrl: Input<string>;
}

export interface WorkloadIdentityArgs extends ManagedIdentityArgs {
  /** At most 20 (Microsoft Learn, aks/workload-identity-overview, 2026-08). */
  readonly issuers: readonly IdentityIssuer[];
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** Whom the cluster's tokens are for (Microsoft Learn, aks/workload-identity-overview, 2026-08). */
const AUDIENCE = "api://AzureADTokenExchange";

/**
 * An identity that one service account in some clusters can be, by exchanging its Kubernetes token: there is no secret
 * that could be lost.
 */
export class WorkloadIdentity extends ComponentResource {
  readonly name: string;
  readonly principalId: Output<string>;
  readonly clientId: Output<string>;

  constructor(name: string, args: WorkloadIdentityArgs, options?: ComponentResourceOptions) {
    super("deltawerk:identity:WorkloadIdentity", name, {}, options);
    const { issuers, namespace, serviceAccount, ...identityArgs } = args;
    const identity = new ManagedIdentity(`${name}-identity`, identityArgs, { parent: this });
    let previous: Resource | undefined;
    for (const { label, issuerUrl } of issuers) {
      previous = new managedidentity.FederatedIdentityCredential(
        `${name}-${label}`,
        {
          federatedIdentityCredentialResourceName: formatName("managedidentity:FederatedIdentityCredential", {
            role: "kub",
            label,
          }),
          resourceName: identity.name,
          resourceGroupName: args.resourceGroupName,
          issuer: issuerUrl,
          subject: `system:serviceaccount:${namespace}:${serviceAccount}`,
          audiences: [AUDIENCE],
        },
        // Azure refuses a second write to the credentials of an identity while one is going on (Microsoft Learn,
        // entra/workload-id/workload-identity-federation-considerations, concurrent updates).
        { parent: this, dependsOn: previous === undefined ? [identity] : [identity, previous] },
      );
    }
    this.name = identity.name;
    this.principalId = identity.principalId;
    this.clientId = identity.clientId;
    this.registerOutputs({ name: this.name, principalId: this.principalId, clientId: this.clientId });
  }
}
