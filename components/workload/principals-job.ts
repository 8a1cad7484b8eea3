import * as batch from "@pulumi/kubernetes/batch/v1";
import { all, ComponentResource, interpolate, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { JOB_ACCOUNTS } from "./job-namespace";
import { allowFlows, type PodPolicy } from "./network-policies";
import { CONTAINER_SECURITY, containerResources, DISK_MIB, POD_SECURITY } from "./pod-security";
import { placementArgs, ROLE_KEY, TENANT_KEY, type Placement, type PodSize } from "./workload-args";

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

/** How often it is tried again, and how long all of it may take, in seconds. */
const RETRIES = 2;
const DEADLINE_SECONDS = 900;
/** What `jobs/README.md` asks for to end a job in order. */
const GRACE_SECONDS = 180;

/** Exit statuses after which trying again would not help: bad variables, a finding, undetermined (jobs/README.md). */
const FINAL_STATUSES = [2, 3, 4];

/**
 * Makes the users of a tenant's database: who is listed is a user with these roles, and no other Entra identity is. A job
 * is made anew with every change of what it is told, which is when it has something to do.
 */
export class PrincipalsJob extends ComponentResource {
  constructor(name: string, args: PrincipalsJobArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:PrincipalsJob", name, {}, options);
    const { tenant, namespace } = args;
    const labels = { [ROLE_KEY]: "jobs", [TENANT_KEY]: tenant, "azure.workload.identity/use": "true" };
    const policy = allowFlows(name, { namespace, policy: args.policy, tenant }, this);
    new batch.Job(
      `${name}-job`,
      {
        metadata: { name: `principals-${tenant}`, namespace },
        spec: {
          backoffLimit: RETRIES,
          activeDeadlineSeconds: DEADLINE_SECONDS,
          podFailurePolicy: {
            rules: [
              {
                action: "FailJob",
                onExitCodes: { containerName: "principals", operator: "In", values: FINAL_STATUSES },
              },
            ],
          },
          template: { metadata: { labels }, spec: podSpec(args) },
        },
      },
      // The template of a job cannot be changed, and the new one has the name of the old.
      { parent: this, dependsOn: policy, deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }
}

function podSpec(args: PrincipalsJobArgs) {
  const { image } = args;
  return {
    restartPolicy: "Never",
    serviceAccountName: JOB_ACCOUNTS.principals,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: POD_SECURITY,
    terminationGracePeriodSeconds: GRACE_SECONDS,
    ...placementArgs(args.placement),
    ...(args.hostAliases.length > 0 && {
      hostAliases: args.hostAliases.map(({ name, address }) => ({ ip: address, hostnames: [name] })),
    }),
    containers: [
      {
        name: "principals",
        image: interpolate`${image.registry}/${image.repository}@${image.digest}`,
        imagePullPolicy: "Always",
        env: [
          { name: "PLATFORM", value: args.platform },
          { name: "ENVIRONMENT", value: args.environment },
          { name: "SQL_SERVER", value: args.server },
          { name: "SQL_DATABASE", value: args.database },
          { name: "PRINCIPALS", value: principalsText(args.principals) },
        ],
        resources: containerResources(args),
        securityContext: CONTAINER_SECURITY,
        volumeMounts: [{ name: "temporary", mountPath: "/tmp" }],
      },
    ],
    volumes: [{ name: "temporary", emptyDir: { sizeLimit: `${DISK_MIB / 2}Mi` } }],
  };
}

function principalsText(principals: readonly Principal[]) {
  const resolved = principals.map(({ name, clientId, roles }) =>
    all([name, clientId]).apply(([known, id]) => ({ name: known, id, type: "application", roles })),
  );
  return all(resolved).apply((list) => JSON.stringify(list));
}
