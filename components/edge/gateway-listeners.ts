import type { network as inputs } from "@pulumi/azure-native/types/input";
import type { Input } from "@pulumi/pulumi";

/** One tenant's public name, with its own firewall policy and certificate. */
export interface TenantListener {
  readonly tenant: string;
  readonly hostName: string;
  readonly wafPolicyId: Input<string>;
  /** Key Vault address of the certificate without a version, so that a renewed one is picked up. */
  readonly certificateSecretId: Input<string>;
  /** Private address of the internal load balancer of the tenant's own cluster; absent where the cluster is shared. */
  readonly ownBackend?: string;
}

/** Where every tenant's name answers to probes, under a policy of its own. */
export interface PrivateEntry {
  /** A fixed address of the gateway's subnet. */
  readonly address: string;
  /**
   * Other than that of the users: where a port is open on both frontends, Azure puts the frontends' own addresses into
   * what security rules see (Microsoft Learn, application-gateway/configuration-listeners, 2023).
   */
  readonly port: number;
  readonly wafPolicyId: Input<string>;
}

/** Names of what all listeners share within a gateway. */
export const SHARED = {
  frontend: "public",
  privateFrontend: "private",
  probes: "probes",
  http: "http",
  https: "https",
  backend: "ingress",
  headers: "headers",
} as const;

/** Makes the id of a part of the gateway: `httpListeners`, `https-ab12`. */
export type PartId = (kind: string, name: string) => { readonly id: string };

/** The parts of an application gateway that depend on its listeners. */
export interface ListenerParts {
  readonly httpListeners: inputs.ApplicationGatewayHttpListenerArgs[];
  readonly sslCertificates: inputs.ApplicationGatewaySslCertificateArgs[];
  readonly redirectConfigurations: inputs.ApplicationGatewayRedirectConfigurationArgs[];
  readonly requestRoutingRules: inputs.ApplicationGatewayRequestRoutingRuleArgs[];
  readonly backendHttpSettingsCollection: inputs.ApplicationGatewayBackendHttpSettingsArgs[];
  readonly probes: inputs.ApplicationGatewayProbeArgs[];
  readonly backendAddressPools: inputs.ApplicationGatewayBackendAddressPoolArgs[];
}

/** Answered by the tenant's application, behind the ingress of the cluster, as long as it can serve requests. */
export const HEALTH_PATH = "/healthz";

/** Seconds that a request may take, and that running ones get when a backend is taken out. */
const REQUEST_TIMEOUT_SECONDS = 60;
const DRAIN_SECONDS = 60;

/**
 * Priority of the first rule, 1 to 20000. Each listener has an exact host name, so their order decides nothing, but
 * Azure wants the numbers to differ.
 */
const FIRST_PRIORITY = 100;

function httpListeners({ tenant, hostName, wafPolicyId }: TenantListener, probed: PrivateEntry, part: PartId) {
  const common = {
    frontendIPConfiguration: part("frontendIPConfigurations", SHARED.frontend),
    hostName,
    firewallPolicy: { id: wafPolicyId },
  };
  const encrypted = {
    protocol: "Https",
    sslCertificate: part("sslCertificates", tenant),
    requireServerNameIndication: true,
  };
  return [
    { ...common, ...encrypted, name: `https-${tenant}`, frontendPort: part("frontendPorts", SHARED.https) },
    {
      ...encrypted,
      name: `probe-${tenant}`,
      hostName,
      frontendIPConfiguration: part("frontendIPConfigurations", SHARED.privateFrontend),
      frontendPort: part("frontendPorts", SHARED.probes),
      firewallPolicy: { id: probed.wafPolicyId },
    },
    { ...common, name: `http-${tenant}`, frontendPort: part("frontendPorts", SHARED.http), protocol: "Http" },
  ];
}

function routingRules({ tenant, ownBackend }: TenantListener, index: number, part: PartId) {
  const priority = FIRST_PRIORITY + 3 * index;
  const onward = {
    ruleType: "Basic",
    backendAddressPool: part("backendAddressPools", ownBackend === undefined ? SHARED.backend : tenant),
    backendHttpSettings: part("backendHttpSettingsCollection", tenant),
    rewriteRuleSet: part("rewriteRuleSets", SHARED.headers),
  };
  const sendsOn = (listener: string, rank: number) => ({
    ...onward,
    name: listener,
    priority: rank,
    httpListener: part("httpListeners", listener),
  });
  return [
    sendsOn(`https-${tenant}`, priority),
    sendsOn(`probe-${tenant}`, priority + 2),
    {
      name: `http-${tenant}`,
      ruleType: "Basic",
      priority: priority + 1,
      httpListener: part("httpListeners", `http-${tenant}`),
      redirectConfiguration: part("redirectConfigurations", tenant),
    },
  ];
}

/**
 * Everything that belongs to single listeners: HTTPS with the tenant's name, certificate and policy; HTTP that only
 * redirects to it; the same name on the private frontend, for probes; TLS on to the ingress under that name, so that the
 * ingress' certificate is checked.
 */
export function listenerParts(
  listeners: readonly TenantListener[],
  sharedBackend: string,
  probed: PrivateEntry,
  part: PartId,
): ListenerParts {
  return {
    backendAddressPools: [
      { name: SHARED.backend, backendAddresses: [{ ipAddress: sharedBackend }] },
      ...listeners.flatMap(({ tenant, ownBackend }) =>
        ownBackend === undefined ? [] : [{ name: tenant, backendAddresses: [{ ipAddress: ownBackend }] }],
      ),
    ],
    httpListeners: listeners.flatMap((listener) => httpListeners(listener, probed, part)),
    requestRoutingRules: listeners.flatMap((listener, index) => routingRules(listener, index, part)),
    sslCertificates: listeners.map(({ tenant, certificateSecretId }) => ({
      name: tenant,
      keyVaultSecretId: certificateSecretId,
    })),
    redirectConfigurations: listeners.map(({ tenant }) => ({
      name: tenant,
      redirectType: "Permanent",
      targetListener: part("httpListeners", `https-${tenant}`),
      includePath: true,
      includeQueryString: true,
    })),
    backendHttpSettingsCollection: listeners.map(({ tenant, hostName }) => ({
      name: tenant,
      protocol: "Https",
      port: 443,
      hostName,
      pickHostNameFromBackendAddress: false,
      cookieBasedAffinity: "Disabled",
      requestTimeout: REQUEST_TIMEOUT_SECONDS,
      connectionDraining: { enabled: true, drainTimeoutInSec: DRAIN_SECONDS },
      probe: part("probes", tenant),
    })),
    probes: listeners.map(({ tenant, hostName }) => ({
      name: tenant,
      protocol: "Https",
      host: hostName,
      path: HEALTH_PATH,
      interval: 15,
      timeout: 10,
      unhealthyThreshold: 3,
      match: { statusCodes: ["200-399"] },
    })),
  };
}
