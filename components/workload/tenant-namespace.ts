import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as core from "@pulumi/kubernetes/core/v1";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { namespaceName } from "../../azure/names/namespace-name";
import { allowFlows, denyAll, type PodPolicy } from "./network-policies";
import { containerResources, DISK_MIB, podSecurityLabels } from "./pod-security";
import { TENANT_KEY } from "./workload-args";

/** A certificate in a key vault, as the vault's secret of the same name gives it out with its key. */
export interface CertificateSource {
  readonly keyVaultName: Input<string>;
  readonly secretName: string;
  /** Microsoft Entra tenant (directory) of the vault. */
  readonly directory: string;
}

/** Where a tenant's data is. */
export interface Connection {
  readonly server: Input<string>;
  readonly database: Input<string>;
  readonly generation: Input<string>;
  /** Address of the tenant's container of documents; absent where the platform keeps none. */
  readonly documents?: Input<string>;
}

export interface TenantNamespaceArgs {
  readonly tenant: string;
  /** Client id of the tenant's own identity. */
  readonly clientId: Input<string>;
  readonly certificate: CertificateSource;
  readonly connection: Connection;
  readonly policy: PodPolicy;
  /** The most that all pods may take together, and what one takes. */
  readonly quota: {
    readonly pods: number;
    readonly cpuMillicores: { readonly request: number; readonly limit: number };
    readonly memoryMiB: number;
  };
  readonly podSize: Pick<TenantNamespaceArgs["quota"], "cpuMillicores" | "memoryMiB">;
}

/** Name of a tenant's namespace; its cluster belongs to one cell, so the tenant's code is enough. */
export function tenantNamespaceName(tenant: string): string {
  return namespaceName({ tenant });
}

/** Names of what others refer to in a tenant's namespace. */
export const TENANT_OBJECTS = {
  serviceAccount: "application",
  connection: "connection",
  /** Secret with the tenant's certificate; the mount of the class below keeps it up to date. */
  certificate: "certificate",
  certificateClass: "certificate",
} as const;

/** File with the tenant's certificate, its chain and its key, in the mounted folder. */
export const CERTIFICATE_FILE = "certificate.pem";

/**
 * The place of one tenant in a cluster: closed to everything but its flows, with bounds for what it may take, an identity
 * of its own and the record that says where its data is.
 */
export class TenantNamespace extends ComponentResource {
  readonly namespace: Output<string>;

  constructor(name: string, args: TenantNamespaceArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:TenantNamespace", name, {}, options);
    const { tenant, quota } = args;
    const namespace = new core.Namespace(
      `${name}-namespace`,
      {
        metadata: {
          name: tenantNamespaceName(tenant),
          labels: { [TENANT_KEY]: tenant, ...podSecurityLabels("restricted") },
        },
      },
      { parent: this },
    );
    this.namespace = namespace.metadata.name;
    denyAll(name, this.namespace, this);
    allowFlows(name, { namespace: this.namespace, policy: args.policy }, this);
    new core.ResourceQuota(
      `${name}-quota`,
      {
        metadata: { name: "tenant", namespace: this.namespace },
        spec: {
          hard: {
            pods: String(quota.pods),
            "requests.cpu": `${quota.cpuMillicores.request}m`,
            "limits.cpu": `${quota.cpuMillicores.limit}m`,
            "requests.memory": `${quota.memoryMiB}Mi`,
            "limits.memory": `${quota.memoryMiB}Mi`,
            "requests.ephemeral-storage": `${quota.pods * DISK_MIB}Mi`,
            // Nothing in a tenant's namespace is reached from outside of the cluster but through the ingress.
            "services.nodeports": "0",
            "services.loadbalancers": "0",
            persistentvolumeclaims: "0",
          },
        },
      },
      { parent: this },
    );
    const { requests, limits } = resourcesOf(args);
    new core.LimitRange(
      `${name}-limits`,
      {
        metadata: { name: "tenant", namespace: this.namespace },
        spec: { limits: [{ type: "Container", defaultRequest: requests, default: limits, max: limits }] },
      },
      { parent: this },
    );
    this.addIdentity(name, args);
    this.addConnection(name, args);
    this.registerOutputs({ namespace: this.namespace });
  }

  private addIdentity(name: string, { clientId, certificate }: TenantNamespaceArgs): void {
    new core.ServiceAccount(
      `${name}-account`,
      {
        metadata: {
          name: TENANT_OBJECTS.serviceAccount,
          namespace: this.namespace,
          annotations: { "azure.workload.identity/client-id": clientId },
        },
        automountServiceAccountToken: false,
      },
      { parent: this },
    );
    // One object of the vault gives certificate, chain and key; the driver takes them apart for the secret of type tls
    // (secrets-store-csi-driver.sigs.k8s.io, topics/sync-as-kubernetes-secret).
    const object = [
      `objectName: ${certificate.secretName}`,
      "objectType: secret",
      `objectAlias: ${CERTIFICATE_FILE}`,
    ].join("\n");
    new CustomResource(
      `${name}-certificate`,
      {
        apiVersion: "secrets-store.csi.x-k8s.io/v1",
        kind: "SecretProviderClass",
        metadata: { name: TENANT_OBJECTS.certificateClass, namespace: this.namespace },
        spec: {
          provider: "azure",
          parameters: {
            clientID: clientId,
            keyvaultName: certificate.keyVaultName,
            tenantId: certificate.directory,
            usePodIdentity: "false",
            objects: JSON.stringify({ array: [object] }),
          },
          secretObjects: [
            {
              secretName: TENANT_OBJECTS.certificate,
              type: "kubernetes.io/tls",
              data: ["tls.crt", "tls.key"].map((key) => ({ objectName: CERTIFICATE_FILE, key })),
            },
          ],
        },
      },
      { parent: this },
    );
  }

  /** The alias that a restored generation is put behind: what it says is where the tenant's pods go. */
  private addConnection(name: string, { connection }: TenantNamespaceArgs): void {
    new core.ConfigMap(
      `${name}-connection`,
      { metadata: { name: TENANT_OBJECTS.connection, namespace: this.namespace }, data: { ...connection } },
      { parent: this },
    );
  }
}

function resourcesOf({ podSize }: TenantNamespaceArgs) {
  const { requests = {}, limits = {} } = containerResources(podSize);
  return { requests, limits };
}
