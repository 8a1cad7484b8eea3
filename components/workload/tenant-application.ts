import * as apps from "@pulumi/kubernetes/apps/v1";
import * as autoscaling from "@pulumi/kubernetes/autoscaling/v2";
import * as core from "@pulumi/kubernetes/core/v1";
import * as policy from "@pulumi/kubernetes/policy/v1";
import {
  all,
  ComponentResource,
  interpolate,
  type ComponentResourceOptions,
  type Input,
  type Output,
} from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { HEALTH_PATH } from "../edge/gateway-listeners";
import { CONTAINER_SECURITY, containerResources, DISK_MIB, POD_SECURITY } from "./pod-security";
import { CERTIFICATE_FILE, TENANT_OBJECTS, type Connection } from "./tenant-namespace";
import { placementArgs, ROLE_KEY, spreadArgs, TENANT_KEY, type Placement, type PodSize } from "./workload-args";

export interface TenantApplicationArgs extends PodSize {
  readonly tenant: string;
  readonly namespace: Input<string>;
  readonly hostName: string;
  readonly connection: Connection;
  readonly replicas: { readonly minimum: number; readonly maximum: number };
  readonly spread: "zones" | "nodes";
  readonly placement: Placement;
  /** Addresses of names that the private zones do not answer for this tenant here. */
  readonly hostAliases: readonly { readonly name: Input<string>; readonly address: Input<string> }[];
  /** Whether the cell runs elsewhere, so that the data may be read only and nobody waits for the pods. */
  readonly standby: boolean;
}

/** Port on which the application answers by TLS; the agreement's flows name it. */
export const APPLICATION_PORT = 8443;

/** Answers as long as the process is of use, whatever happens to its data. */
export const ALIVE_PATH = "/livez";

const CERTIFICATE_FOLDER = "/var/run/certificate";

/** Of the reserved processor time; above it another replica comes. Leaves room until it is there. */
const BUSY_PERCENT = 65;

/** Seconds that a pod goes on after it was taken out of the service, and at most until it is ended. */
const DRAIN_SECONDS = 15;
const GRACE_SECONDS = 90;

const LABELS = { [ROLE_KEY]: "application" };

/** Changes when the tenant's data is somewhere else, and with it the pods. */
function checksumOf({ server, database, generation, documents }: Connection): Output<string> {
  return all([server, database, generation, documents ?? ""]).apply((parts) =>
    createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16),
  );
}

/**
 * The application of one tenant: replicas apart, never fewer than the minimum by anybody's will, more of them at peaks.
 *
 * What the program is told: `TENANT`, `HOST_NAME`, `SQL_SERVER`, `SQL_DATABASE`, `DATA_GENERATION`, `DOCUMENTS_URL` where
 * there are documents, and `CERTIFICATE_FILE` with its certificate and key. It signs in with the workload's identity; no
 * variable holds a secret.
 */
export class TenantApplication extends ComponentResource {
  constructor(name: string, args: TenantApplicationArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:TenantApplication", name, {}, options);
    const { namespace, replicas, standby } = args;
    const metadata = { name: "application", namespace, labels: LABELS };
    new apps.Deployment(
      `${name}-deployment`,
      {
        // On a standby the data can be read only, so its pods may not become ready before it takes over.
        metadata: { ...metadata, ...(standby && { annotations: { "pulumi.com/skipAwait": "true" } }) },
        spec: {
          // Without a number of replicas: that is the autoscaler's.
          selector: { matchLabels: LABELS },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          minReadySeconds: 10,
          revisionHistoryLimit: 3,
          template: {
            metadata: {
              labels: { ...LABELS, [TENANT_KEY]: args.tenant, "azure.workload.identity/use": "true" },
              annotations: { "deltawerk/connection": checksumOf(args.connection) },
            },
            spec: podSpec(args),
          },
        },
      },
      { parent: this },
    );
    new core.Service(
      `${name}-service`,
      {
        metadata,
        spec: {
          type: "ClusterIP",
          selector: LABELS,
          ports: [{ name: "https", port: 443, targetPort: APPLICATION_PORT, protocol: "TCP" }],
        },
      },
      { parent: this },
    );
    new policy.PodDisruptionBudget(
      `${name}-budget`,
      {
        metadata,
        spec: {
          maxUnavailable: 1,
          // Pods that do not work anyway must not hold up a node's upgrade.
          unhealthyPodEvictionPolicy: "AlwaysAllow",
          selector: { matchLabels: LABELS },
        },
      },
      { parent: this },
    );
    new autoscaling.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      {
        metadata,
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "application" },
          minReplicas: replicas.minimum,
          maxReplicas: replicas.maximum,
          metrics: [
            {
              type: "Resource",
              resource: { name: "cpu", target: { type: "Utilization", averageUtilization: BUSY_PERCENT } },
            },
          ],
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function podSpec(args: TenantApplicationArgs) {
  return {
    serviceAccountName: TENANT_OBJECTS.serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: POD_SECURITY,
    terminationGracePeriodSeconds: GRACE_SECONDS,
    topologySpreadConstraints: spreadArgs(args.spread, LABELS).map((constraint) => ({
      ...constraint,
      matchLabelKeys: ["pod-template-hash"],
    })),
    ...placementArgs(args.placement),
    ...(args.hostAliases.length > 0 && {
      hostAliases: args.hostAliases.map(({ name, address }) => ({ ip: address, hostnames: [name] })),
    }),
    containers: [container(args)],
    volumes: [
      {
        name: "certificate",
        csi: {
          driver: "secrets-store.csi.k8s.io",
          readOnly: true,
          volumeAttributes: { secretProviderClass: TENANT_OBJECTS.certificateClass },
        },
      },
      { name: "temporary", emptyDir: { sizeLimit: `${DISK_MIB / 2}Mi` } },
    ],
  };
}

function container(args: TenantApplicationArgs) {
  const { image } = args;
  return {
    name: "application",
    image: interpolate`${image.registry}/${image.repository}@${image.digest}`,
    imagePullPolicy: "Always",
    ports: [{ name: "https", containerPort: APPLICATION_PORT, protocol: "TCP" }],
    env: environmentOf(args),
    resources: containerResources(args),
    securityContext: CONTAINER_SECURITY,
    startupProbe: { ...probe(ALIVE_PATH), periodSeconds: 5, failureThreshold: 60 },
    livenessProbe: { ...probe(ALIVE_PATH), periodSeconds: 20, failureThreshold: 3 },
    readinessProbe: { ...probe(HEALTH_PATH), periodSeconds: 5, failureThreshold: 3 },
    lifecycle: { preStop: { sleep: { seconds: DRAIN_SECONDS } } },
    volumeMounts: [
      { name: "certificate", mountPath: CERTIFICATE_FOLDER, readOnly: true },
      { name: "temporary", mountPath: "/tmp" },
    ],
  };
}

function probe(path: string) {
  return { httpGet: { scheme: "HTTPS", path, port: "https" }, timeoutSeconds: 3 };
}

function environmentOf({ tenant, hostName, connection }: TenantApplicationArgs) {
  const recorded = {
    SQL_SERVER: "server",
    SQL_DATABASE: "database",
    DATA_GENERATION: "generation",
    ...(connection.documents !== undefined && { DOCUMENTS_URL: "documents" }),
  };
  return [
    { name: "TENANT", value: tenant },
    { name: "HOST_NAME", value: hostName },
    { name: "CERTIFICATE_FILE", value: `${CERTIFICATE_FOLDER}/${CERTIFICATE_FILE}` },
    ...Object.entries(recorded).map(([name, key]) => ({
      name,
      valueFrom: { configMapKeyRef: { name: TENANT_OBJECTS.connection, key } },
    })),
  ];
}
