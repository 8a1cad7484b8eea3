import type { Agreement } from "../../agreement/agreement";
import { requiredFlows } from "../../agreement/flows/required-flows";

/** What lets packets pass in the networks: flows of roles that share places and ports are one. */
interface RegisteredFlow {
  readonly id: string;
  /** Stands in every rule that lets it pass. */
  readonly description: string;
  /** Ids of the agreement's flows that it carries; none where only Azure needs it. */
  readonly carries: readonly string[];
  /** Needed by Azure as well, whatever the agreement says (azure/required-flows). */
  readonly azure?: true;
  /** Nobody needs it to keep the agreement; we offer it. */
  readonly ours?: true;
}

const nodeRoles = ["ingress", "application", "identity", "jobs"] as const;
const fromNodes = (...to: readonly string[]): readonly string[] =>
  nodeRoles.flatMap((role) => to.map((service) => `${role}-${service}`));

/**
 * Every flow of the platform, in the order of its priority in a network security group. The place in this list is part
 * of what is deployed: a new flow is added at the end.
 *
 * Ingress, applications, identity and jobs are pods, so their flows start at nodes; the API server's private endpoint
 * ("control") is in the segment of the first node pool, so flows to it stay inside of the cluster's. Probes are jobs.
 */
export const registeredFlows = [
  { id: "users-edge", description: "Users reach the web application firewall by HTTPS", carries: ["users-gateway"] },
  { id: "platform-edge-health", description: "Azure manages the application gateway", carries: [], azure: true },
  { id: "platform-edge-balancer", description: "Azure probes the application gateway", carries: [], azure: true },
  {
    id: "edge-internet",
    description: "The application gateway reaches Azure's control plane",
    carries: [],
    azure: true,
  },
  {
    id: "edge-web",
    description: "The application gateway reaches the ingress by HTTPS",
    carries: ["gateway-ingress"],
  },
  { id: "balancer-nodes", description: "Azure's load balancer probes the nodes", carries: [], azure: true },
  {
    id: "cluster",
    description: "Nodes, pods and API server of one cluster; network policies keep tenants apart",
    carries: ["ingress-application", "ingress-identity", "application-identity", ...fromNodes("control")],
    azure: true,
  },
  {
    id: "nodes-data",
    description: "Applications and jobs reach the tenant's databases",
    carries: ["application-database", "jobs-database"],
  },
  {
    id: "nodes-documents",
    description: "Applications and jobs reach the document archive",
    carries: ["application-documents", "jobs-documents"],
  },
  {
    id: "nodes-management",
    description: "Nodes reach registry, key vault and logs",
    carries: fromNodes("secrets", "images", "collector"),
  },
  {
    id: "edge-management",
    description: "The application gateway reads its certificates from the key vault",
    carries: ["gateway-secrets"],
  },
  { id: "nodes-backup", description: "Jobs write independent copies", carries: ["jobs-copies"] },
  {
    id: "nodes-internet",
    description: "Nodes reach what they need outside; the firewall decides by name",
    carries: [...fromNodes("software-sources"), "identity-sign-in-providers", "probes-watcher"],
    azure: true,
  },
  {
    id: "partner-nodes",
    description: "Authorised staff reach the cluster's API server through the VPN",
    carries: ["partners-control"],
  },
  {
    id: "partner-data",
    description: "Authorised staff reach databases through the VPN",
    carries: ["partners-database"],
  },
  {
    id: "partner-management",
    description: "Authorised staff reach key vault, registry and logs through the VPN",
    carries: ["partners-secrets", "partners-images", "partners-collector"],
  },
  {
    id: "nodes-backup-sites",
    description: "Jobs write independent copies to the other site through the VPN",
    carries: ["jobs-copies-sites"],
  },
  { id: "nodes-edge", description: "Probes reach the gateway by a private path", carries: ["probes-gateway"] },
  {
    id: "users-redirect",
    description: "Users who come by plain HTTP are sent to HTTPS; the gateway passes none of it on",
    carries: [],
    ours: true,
  },
  {
    id: "nodes-checks",
    description: "Jobs check restored backups on a server of their own",
    carries: ["jobs-checks"],
  },
] as const satisfies readonly RegisteredFlow[];

/** Id of a flow in the networks. */
export type FlowId = (typeof registeredFlows)[number]["id"];

/** The ids in the order of their priority. */
export const flowIds: readonly FlowId[] = registeredFlows.map((flow) => flow.id);

/** What a flow is for. */
export function flowDescription(id: FlowId): string {
  return registeredFlows.find((flow) => flow.id === id)?.description ?? id;
}

/** Names are resolved at 168.63.129.16, an address of the host that no security rule, route or firewall sees (Microsoft
 * Learn, virtual-network/what-is-ip-address-168-63-129-16). Partners ask the firewall, which answers names itself. */
export const carriedWithoutRule: readonly string[] = [...fromNodes("names"), "partners-names"];

/** The flows that an agreement needs, those that Azure needs to keep it, and ours. */
export function neededFlows(agreement: Agreement): ReadonlySet<FlowId> {
  const required = new Set(requiredFlows(agreement).map((flow) => flow.id));
  const flows: readonly RegisteredFlow[] = registeredFlows;
  return new Set(
    flows
      .filter((flow) => flow.azure === true || flow.ours === true || flow.carries.some((id) => required.has(id)))
      .map((flow) => flow.id as FlowId),
  );
}
