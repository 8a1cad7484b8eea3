import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { federatedAccount, type FederatedAccountArgs } from "./federated-account";
import { ManagedIdentity, type ManagedIdentityArgs } from "./managed-identity";

export type WorkloadIdentityArgs = ManagedIdentityArgs &
  Pick<FederatedAccountArgs, "issuers" | "namespace" | "serviceAccount">;

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
    federatedAccount(
      name,
      {
        identityName: identity.name,
        resourceGroupName: args.resourceGroupName,
        issuers,
        namespace,
        serviceAccount,
      },
      { parent: this, dependsOn: identity },
    );
    this.name = identity.name;
    this.principalId = identity.principalId;
    this.clientId = identity.clientId;
    this.registerOutputs({ name: this.name, principalId: this.principalId, clientId: this.clientId });
  }
}
