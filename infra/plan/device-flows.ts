import type { PlacedNetwork } from "./address-plan";
import type { Flow, FlowEnd } from "./flow-matrix";
import type { CellTopology } from "./topology";

/** Tenants of a cell that have a firewall device of their own. */
export function guardedTenants({ networks }: CellTopology): readonly string[] {
  return networks.flatMap(({ device, tenant }) => (device === undefined || tenant === undefined ? [] : [tenant]));
}

/** Whether a flow enters or leaves a network. Azure's probes come from the host and pass no firewall. */
export function crosses(flow: Flow, { segments }: PlacedNetwork): boolean {
  const isInside = ({ segment }: FlowEnd): boolean => segment !== undefined && segments.includes(segment);
  return flow.id !== "balancer-nodes" && flow.from.some(isInside) !== flow.to.some(isInside);
}

/**
 * Whether a flow that starts at a site passes a tenant's device there and not the site's firewall. Requests from the cell's
 * application gateway pass both.
 */
export function leavesByDevice(flow: Flow, cell: CellTopology | undefined): boolean {
  const guarded = (cell?.networks ?? []).filter(({ device }) => device !== undefined);
  return flow.id !== "edge-web" && guarded.some((network) => crosses(flow, network));
}
