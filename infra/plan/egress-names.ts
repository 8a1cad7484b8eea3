import type { Agreement } from "../../agreement/agreement";
import { azureRequiredFlows } from "../../azure/required-flows";
import type { FlowOwner } from "../../azure/required-flows";
import { SIGN_IN_HOSTS } from "../../azure/sign-in-hosts";
import type { Environment } from "./environment";

/** Names that nodes reach through the firewall, for one purpose. */
export interface EgressNames {
  readonly name: string;
  readonly fqdns: readonly string[];
  /** 80 or 443. */
  readonly port: string;
  /** Set where only nodes that run this need them. */
  readonly for?: "application" | "jobs";
}

/** What the heartbeat asks and tells. It is one of the platform's own jobs, so no tenant's nodes need it. */
export const heartbeat = "heartbeat";

const owners: Readonly<Partial<Record<FlowOwner, string>>> = {
  cluster: "cluster",
  clusterNodeUpdates: "node-updates",
  clusterDefender: "protection",
  clusterMonitoring: "monitoring",
  clusterExtensions: "extensions",
  azurePolicy: "policies",
};

/** Everything that nodes of a region reach outside of the platform: what Azure requires of a cluster, sign-in providers
 * where agreed, and the host that watches the monitoring.
 *
 * @param hasExtensions whether clusters there have extensions, such as the one that takes their backups */
export function egressNames(
  agreement: Agreement,
  environment: Environment,
  region: string,
  hasExtensions: boolean,
): readonly EgressNames[] {
  const required = Object.entries(owners)
    .filter(([owner]) => hasExtensions || owner !== "clusterExtensions")
    .flatMap(([owner, name]) => requiredNames(owner as FlowOwner, name, region));
  const providers = (agreement.identity.singleSignOn?.providers ?? []).flatMap(
    (provider): readonly string[] => SIGN_IN_HOSTS[provider],
  );
  const logQueries = requiredNames("logQueries", heartbeat, region).flatMap(({ fqdns }) => fqdns);
  return [
    ...required,
    ...(providers.length > 0
      ? [{ name: "sign-in-providers", fqdns: [...providers].sort(), port: "443", for: "application" as const }]
      : []),
    { name: heartbeat, fqdns: [environment.watcher, ...logQueries].sort(), port: "443", for: "jobs" },
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
