import * as core from "@pulumi/kubernetes/core/v1";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { namespaceName } from "../../azure/names/namespace-name";
import { denyAll } from "./network-policies";
import { podSecurityLabels } from "./pod-security";

export interface JobNamespaceArgs {
  /** Client id of the identity that administers the databases. */
  readonly principalsClientId: Input<string>;
}

/** Namespace of the jobs: their identities may do more than any application, so no tenant shares it. */
export function jobNamespaceName(): string {
  return namespaceName({ role: "job" });
}

/** Service accounts of the jobs; each has an identity of its own. */
export const JOB_ACCOUNTS = { principals: "principals" } as const;

/** Where the platform's own programs run, closed to everything; each job is let through to its own tenant only. */
export class JobNamespace extends ComponentResource {
  readonly namespace: Output<string>;

  constructor(name: string, args: JobNamespaceArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:JobNamespace", name, {}, options);
    this.namespace = new core.Namespace(
      `${name}-namespace`,
      { metadata: { name: jobNamespaceName(), labels: podSecurityLabels("restricted") } },
      { parent: this },
    ).metadata.name;
    denyAll(name, this.namespace, this);
    new core.ServiceAccount(
      `${name}-principals`,
      {
        metadata: {
          name: JOB_ACCOUNTS.principals,
          namespace: this.namespace,
          annotations: { "azure.workload.identity/client-id": args.principalsClientId },
        },
        automountServiceAccountToken: false,
      },
      { parent: this },
    );
    this.registerOutputs({ namespace: this.namespace });
  }
}
