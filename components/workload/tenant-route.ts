import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { INGRESS } from "./cluster-ingress";
import { ingressNamespace } from "./network-policies";
import { TENANT_OBJECTS } from "./tenant-namespace";

export interface TenantRouteArgs {
  readonly tenant: string;
  readonly namespace: Input<string>;
  readonly hostName: string;
}

const GROUP = "gateway.networking.k8s.io";

/** Seconds that a request may take; as long as the application gateway waits. */
const REQUEST_TIMEOUT = "60s";

/**
 * The way from the ingress to one tenant's application: its host name, and TLS again, with the tenant's certificate
 * checked under that name. The certificate stays in the tenant's namespace; the ingress is let in to that one secret.
 */
export class TenantRoute extends ComponentResource {
  constructor(name: string, args: TenantRouteArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:TenantRoute", name, {}, options);
    const { tenant, namespace, hostName } = args;
    const service = { kind: "Service", name: "application" };
    new CustomResource(
      `${name}-route`,
      {
        apiVersion: `${GROUP}/v1`,
        kind: "HTTPRoute",
        metadata: { name: "application", namespace },
        spec: {
          parentRefs: [
            { group: GROUP, kind: "Gateway", namespace: ingressNamespace(), name: INGRESS, sectionName: tenant },
          ],
          hostnames: [hostName],
          rules: [
            {
              matches: [{ path: { type: "PathPrefix", value: "/" } }],
              backendRefs: [{ group: "", ...service, port: 443, weight: 1 }],
              timeouts: { request: REQUEST_TIMEOUT },
            },
          ],
        },
      },
      { parent: this },
    );
    new CustomResource(
      `${name}-backend-tls`,
      {
        apiVersion: `${GROUP}/v1`,
        kind: "BackendTLSPolicy",
        metadata: { name: "application", namespace },
        spec: {
          targetRefs: [{ group: "", ...service }],
          validation: { hostname: hostName, wellKnownCACertificates: "System" },
        },
      },
      { parent: this },
    );
    new CustomResource(
      `${name}-certificate-grant`,
      {
        apiVersion: `${GROUP}/v1beta1`,
        kind: "ReferenceGrant",
        metadata: { name: "certificate", namespace },
        spec: {
          from: [{ group: GROUP, kind: "Gateway", namespace: ingressNamespace() }],
          to: [{ group: "", kind: "Secret", name: TENANT_OBJECTS.certificate }],
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
