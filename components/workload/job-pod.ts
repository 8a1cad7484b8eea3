import type { batch, core } from "@pulumi/kubernetes/types/input";
import { interpolate, type Input } from "@pulumi/pulumi";
import { CONTAINER_SECURITY, containerResources, DISK_MIB, POD_SECURITY } from "./pod-security";
import { placementArgs, ROLE_KEY, TENANT_KEY, type Placement, type PodSize } from "./workload-args";

/** The pod of a program of `jobs/`. */
export interface JobPodArgs extends PodSize {
  /** Name of the program and of its container. */
  readonly job: string;
  /** Absent for the platform's own programs. */
  readonly tenant?: string;
  /** What its network policy calls it. */
  readonly role: "jobs" | "probes";
  readonly serviceAccount: string;
  /** Whether the service account has an identity, whose token the pod gets. */
  readonly signsIn: boolean;
  readonly variables: Readonly<Record<string, Input<string>>>;
  /** Variables that somebody writes into a config map before the program is started; each may be absent. */
  readonly handedOver?: { readonly configMap: string; readonly variables: readonly string[] };
  /** How often it is tried again at once, after a failure for which that may help; @default 2 */
  readonly retries?: number;
  readonly placement: Placement;
  /** Addresses of names that the private zones do not answer for this tenant here. */
  readonly hostAliases: readonly { readonly name: Input<string>; readonly address: Input<string> }[];
  /** Disk for the program's files, mounted at `/scratch`. */
  readonly scratchGiB?: number;
  /** Secret with private keys, mounted at `KEY_FOLDER`; somebody puts it into the namespace. */
  readonly keySecret?: string;
}

/** Where private keys are mounted. */
export const KEY_FOLDER = "/keys";

const RETRIES = 2;
/** What `jobs/README.md` asks for to end a job in order. */
const GRACE_SECONDS = 180;
/** Exit statuses after which trying again would not help: bad variables, a finding, undetermined (jobs/README.md). */
const FINAL_STATUSES = [2, 3, 4];
const MIB_PER_GIB = 1024;

/**
 * How a program runs and is tried again.
 *
 * @param deadlineSeconds after which it is ended, tries included
 */
export function jobSpec(args: JobPodArgs, deadlineSeconds: number) {
  const { job, tenant, role } = args;
  const labels = {
    [ROLE_KEY]: role,
    ...(tenant !== undefined && { [TENANT_KEY]: tenant }),
    ...(args.signsIn && { "azure.workload.identity/use": "true" }),
  };
  return {
    backoffLimit: args.retries ?? RETRIES,
    activeDeadlineSeconds: deadlineSeconds,
    podFailurePolicy: {
      rules: [{ action: "FailJob", onExitCodes: { containerName: job, operator: "In", values: FINAL_STATUSES } }],
    },
    template: { metadata: { labels }, spec: podSpec(args) },
  } satisfies batch.v1.JobSpec;
}

function handedOver({ handedOver: given }: JobPodArgs): core.v1.EnvVar[] {
  return (given?.variables ?? []).map((name) => ({
    name,
    valueFrom: { configMapKeyRef: { name: given?.configMap ?? "", key: name, optional: true } },
  }));
}

function podSpec(args: JobPodArgs): core.v1.PodSpec {
  const { image, job, scratchGiB, keySecret } = args;
  const mounts = [
    { name: "temporary", mountPath: "/tmp" },
    ...(scratchGiB === undefined ? [] : [{ name: "scratch", mountPath: "/scratch" }]),
    ...(keySecret === undefined ? [] : [{ name: "keys", mountPath: KEY_FOLDER, readOnly: true }]),
  ];
  const diskMiB = DISK_MIB + (scratchGiB ?? 0) * MIB_PER_GIB;
  return {
    restartPolicy: "Never",
    serviceAccountName: args.serviceAccount,
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
        name: job,
        image: interpolate`${image.registry}/${image.repository}@${image.digest}`,
        imagePullPolicy: "Always",
        env: [...Object.entries(args.variables).map(([name, value]) => ({ name, value })), ...handedOver(args)],
        resources: containerResources({ ...args, diskMiB }),
        securityContext: CONTAINER_SECURITY,
        volumeMounts: mounts,
      },
    ],
    volumes: [
      { name: "temporary", emptyDir: { sizeLimit: `${DISK_MIB / 2}Mi` } },
      ...(scratchGiB === undefined ? [] : [{ name: "scratch", emptyDir: { sizeLimit: `${scratchGiB}Gi` } }]),
      ...(keySecret === undefined ? [] : [{ name: "keys", secret: { secretName: keySecret, defaultMode: 0o440 } }]),
    ],
  };
}
