import * as core from "@pulumi/kubernetes/core/v1";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { namespaceName } from "../../azure/names/namespace-name";
import { allowFlows, denyAll, type PodPolicy } from "./network-policies";
import { podSecurityLabels } from "./pod-security";

export interface JobNamespaceArgs {
  /** Client ids of the identities of the service accounts, by account; nothing for one that signs in nowhere. */
  readonly accounts: Readonly<Record<string, Input<string> | undefined>>;
  /** What pods may do that work with no tenant's data. */
  readonly policies: readonly PodPolicy[];
}

/** Namespace of the jobs: their identities may do more than any application, so no tenant shares it. */
export function jobNamespaceName(): string {
  return namespaceName({ role: "job" });
}

/** Service accounts of the jobs; each has an identity of its own, or none. */
export const JOB_ACCOUNTS = {
  principals: "principals",
  verification: "verification",
  restore: "restore",
  presence: "presence",
  probe: "probe",
  scan: "scan",
  heartbeat: "heartbeat",
} as const;

/** Service account of the exports of one copy: copies are written by identities of their own. */
export function exportAccount(copy: string): string {
  return `export-${copy}`;
}

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
    for (const policy of args.policies) allowFlows(name, { namespace: this.namespace, policy }, this);
    for (const [account, clientId] of Object.entries(args.accounts)) {
      new core.ServiceAccount(
        `${name}-${account}`,
        {
          metadata: {
            name: account,
            namespace: this.namespace,
            ...(clientId !== undefined && { annotations: { "azure.workload.identity/client-id": clientId } }),
          },
          automountServiceAccountToken: false,
        },
        { parent: this },
      );
    }
    this.registerOutputs({ namespace: this.namespace });
  }
}
