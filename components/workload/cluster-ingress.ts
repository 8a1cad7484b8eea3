import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as core from "@pulumi/kubernetes/core/v1";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { allowFlows, denyAll, ingressNamespace, type PodPolicy } from "./network-policies";
import { podSecurityLabels } from "./pod-security";
import { TENANT_OBJECTS, tenantNamespaceName } from "./tenant-namespace";
import { placementArgs, ROLE_KEY, spreadArgs, type Placement } from "./workload-args";

export interface ClusterIngressArgs {
  /** Private address of the internal load balancer, and the name of the subnet that it is in. */
  readonly address: string;
  readonly subnetName: string;
  readonly replicas: { readonly minimum: number; readonly maximum: number };
  readonly spread: "zones" | "nodes";
  readonly placement: Placement;
  readonly policy: PodPolicy;
  readonly tenants: readonly { readonly tenant: string; readonly hostName: string }[];
}

/** Name of the one gateway of a cluster, and of what belongs to it. */
export const INGRESS = "ingress";

/** Class of the gateways that AKS's Istio add-on runs (Microsoft Learn, aks/istio-gateway-api, 2025-08). */
const GATEWAY_CLASS = "istio";

/** Of the reserved processor time; above it another proxy comes. */
const BUSY_PERCENT = 65;

const LABELS = { [ROLE_KEY]: "ingress" };

/**
 * The load balancer that the gateway asks for: internal, at the address and in the subnet that are kept for it. Its probe
 * is told to connect only: for a port of HTTPS AKS would ask for a page of a host that nobody serves.
 *
 * Sources: Microsoft Learn, aks/internal-lb (2025); cloud-provider-azure.sigs.k8s.io, topics/loadbalancer (2025).
 */
function balancerAnnotations({ address, subnetName }: ClusterIngressArgs) {
  return {
    "service.beta.kubernetes.io/azure-load-balancer-internal": "true",
    "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": subnetName,
    "service.beta.kubernetes.io/azure-load-balancer-ipv4": address,
    "service.beta.kubernetes.io/port_443_health-probe_protocol": "tcp",
  };
}

/**
 * How the add-on makes the parts of the gateway; only fields of its allow list are taken (Microsoft Learn,
 * aks/istio-gateway-api, resource customization allow list). Each value is YAML, of which JSON is a part.
 *
 * Traffic stays on the node where the balancer sends it, so that the proxies, and the network policy, see the address of
 * the application gateway instead of a node's.
 */
function gatewayOptions({ replicas, spread, placement }: ClusterIngressArgs): Record<string, string> {
  const options = {
    service: { spec: { externalTrafficPolicy: "Local" } },
    deployment: {
      spec: {
        template: {
          spec: { topologySpreadConstraints: spreadArgs(spread, LABELS), ...placementArgs(placement) },
        },
      },
    },
    horizontalPodAutoscaler: {
      spec: {
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
    podDisruptionBudget: { spec: { minAvailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" } },
  };
  return Object.fromEntries(Object.entries(options).map(([kind, value]) => [kind, JSON.stringify(value)]));
}

/** One tenant's name at the gateway, open to routes of that tenant's namespace only. */
function listener({ tenant, hostName }: ClusterIngressArgs["tenants"][number]) {
  const namespace = tenantNamespaceName(tenant);
  return {
    name: tenant,
    hostname: hostName,
    port: 443,
    protocol: "HTTPS",
    tls: {
      mode: "Terminate",
      certificateRefs: [{ group: "", kind: "Secret", namespace, name: TENANT_OBJECTS.certificate }],
    },
    allowedRoutes: {
      namespaces: { from: "Selector", selector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } },
    },
  };
}

/** The ingress of a cluster: a Gateway that AKS's Istio add-on carries out, behind the internal load balancer. */
export class ClusterIngress extends ComponentResource {
  constructor(name: string, args: ClusterIngressArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:ClusterIngress", name, {}, options);
    const namespace = new core.Namespace(
      `${name}-namespace`,
      // The add-on's proxies name no seccomp profile, which "restricted" demands; the runtime's default applies anyway.
      { metadata: { name: ingressNamespace(), labels: podSecurityLabels("baseline") } },
      { parent: this },
    ).metadata.name;
    denyAll(name, namespace, this);
    allowFlows(name, { namespace, policy: args.policy }, this);
    const optionsMap = new core.ConfigMap(
      `${name}-options`,
      { metadata: { name: "ingress-options", namespace }, data: gatewayOptions(args) },
      { parent: this },
    );
    new CustomResource(
      `${name}-gateway`,
      {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "Gateway",
        metadata: { name: INGRESS, namespace },
        spec: {
          gatewayClassName: GATEWAY_CLASS,
          infrastructure: {
            labels: LABELS,
            annotations: balancerAnnotations(args),
            parametersRef: { group: "", kind: "ConfigMap", name: optionsMap.metadata.name },
          },
          listeners: args.tenants.map(listener),
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
