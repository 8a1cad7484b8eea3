import * as batch from "@pulumi/kubernetes/batch/v1";
import { all, ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { JOB_ACCOUNTS } from "./job-namespace";
import { jobSpec } from "./job-pod";
import { allowFlows, type PodPolicy } from "./network-policies";
import type { Placement, PodSize } from "./workload-args";

/** An Entra identity that becomes a user of a database, with roles of the database. */
export interface Principal {
  readonly name: Input<string>;
  readonly clientId: Input<string>;
  readonly roles: readonly string[];
}

export interface PrincipalsJobArgs extends PodSize {
  readonly tenant: string;
  readonly platform: string;
  readonly environment: string;
  readonly namespace: Input<string>;
  readonly server: Input<string>;
  readonly database: Input<string>;
  readonly principals: readonly Principal[];
  readonly policy: PodPolicy;
  readonly placement: Placement;
  /** Addresses of names that the private zones do not answer for this tenant here. */
  readonly hostAliases: readonly { readonly name: Input<string>; readonly address: Input<string> }[];
}

/** How long all tries together may take. */
const DEADLINE_SECONDS = 900;

/**
 * Makes the users of a tenant's database: who is listed is a user with these roles, and no other Entra identity is. A job
 * is made anew with every change of what it is told, which is when it has something to do.
 */
export class PrincipalsJob extends ComponentResource {
  constructor(name: string, args: PrincipalsJobArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:PrincipalsJob", name, {}, options);
    const { tenant, namespace } = args;
    const policy = allowFlows(name, { namespace, policy: args.policy, tenant }, this);
    new batch.Job(
      `${name}-job`,
      {
        metadata: { name: `principals-${tenant}`, namespace },
        spec: jobSpec(
          {
            ...args,
            job: "principals",
            role: "jobs",
            serviceAccount: JOB_ACCOUNTS.principals,
            signsIn: true,
            variables: variablesOf(args),
          },
          DEADLINE_SECONDS,
        ),
      },
      // The template of a job cannot be changed, and the new one has the name of the old.
      { parent: this, dependsOn: policy, deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }
}

function variablesOf(args: PrincipalsJobArgs): Readonly<Record<string, Input<string>>> {
  return {
    PLATFORM: args.platform,
    ENVIRONMENT: args.environment,
    SQL_SERVER: args.server,
    SQL_DATABASE: args.database,
    PRINCIPALS: principalsText(args.principals),
  };
}

function principalsText(principals: readonly Principal[]) {
  const resolved = principals.map(({ name, clientId, roles }) =>
    all([name, clientId]).apply(([known, id]) => ({ name: known, id, type: "application", roles })),
  );
  return all(resolved).apply((list) => JSON.stringify(list));
}
