import type { Agreement } from "../../agreement/agreement";
import { azureRequiredFlows } from "../../azure/required-flows";
import type { FlowOwner } from "../../azure/required-flows";
import type { Environment } from "./environment";

/** Names that nodes reach through the firewall, for one purpose. */
export interface EgressNames {
  readonly name: string;
  readonly fqdns: readonly string[];
  /** 80 or 443. */
  readonly port: string;
}

const owners: Readonly<Partial<Record<FlowOwner, string>>> = {
  cluster: "cluster",
  clusterNodeUpdates: "node-updates",
  clusterDefender: "protection",
  clusterMonitoring: "monitoring",
  clusterExtensions: "extensions",
  azurePolicy: "policies",
};

// From the providers' own discovery documents (OpenID Connect Discovery 1.0): token and key endpoints. With SAML the
// user's browser carries every message, so the platform reaches nobody.
const providerNames: Readonly<Record<"microsoft" | "google" | "saml", readonly string[]>> = {
  microsoft: ["login.microsoftonline.com", "graph.microsoft.com"],
  google: ["accounts.google.com", "oauth2.googleapis.com", "www.googleapis.com"],
  saml: [],
};

/** Everything that nodes of a region reach outside of the platform: what Azure requires of a cluster, sign-in providers
 * where agreed, and the host that watches the monitoring. */
export function egressNames(agreement: Agreement, environment: Environment, region: string): readonly EgressNames[] {
  const required = Object.entries(owners).flatMap(([owner, name]) => requiredNames(owner as FlowOwner, name, region));
  const providers = (agreement.identity.singleSignOn?.providers ?? []).flatMap((provider) => providerNames[provider]);
  return [
    ...required,
    ...(providers.length > 0 ? [{ name: "sign-in-providers", fqdns: [...providers].sort(), port: "443" }] : []),
    { name: "heartbeat", fqdns: [environment.watcher], port: "443" },
  ];
}

function requiredNames(owner: FlowOwner, name: string, region: string): readonly EgressNames[] {
  const named = azureRequiredFlows(owner, region).flatMap((flow) =>
    "fqdns" in flow.peer ? [{ fqdns: flow.peer.fqdns, port: flow.ports }] : [],
  );
  const ports = [...new Set(named.map((flow) => flow.port))];
  return ports.map((port) => ({
    name: ports.length > 1 ? `${name}-${port}` : name,
    fqdns: [...new Set(named.filter((flow) => flow.port === port).flatMap((flow) => flow.fqdns))].sort(),
    port,
  }));
}
