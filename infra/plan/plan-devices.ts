import type { FirewallRegister } from "../../agreement/firewall-register";
import type { DevicePlan } from "./device-plan";
import { crosses, guardedTenants } from "./device-flows";
import type { EgressNames } from "./egress-names";
import type { Environment } from "./environment";
import { cellChanges } from "./firewall-changes";
import { baselineChange, changeCollections, collections } from "./firewall-rules";
import { cellFlows } from "./flow-matrix";
import type { SitePlan } from "./site-plan";
import type { CellTopology, SiteTopology, Topology } from "./topology";

/** The numbers are a device's own: nobody else has rules in its policy. */
const priority = { group: 200, network: 100, application: 200, changes: 300 } as const;

/** Where devices stand, and what their rules depend on beside the flows. */
export interface DeviceContext {
  readonly topology: Topology;
  readonly environment: Environment;
  readonly register: FirewallRegister;
  /** What nodes reach by name. */
  readonly names: readonly EgressNames[];
}

/** The firewall devices of a cell's tenants at one site, each with what enters and leaves the tenant's network and no more. */
export function planDevices(
  { topology, environment, register, names }: DeviceContext,
  site: SitePlan,
  place: SiteTopology,
  cell: CellTopology,
): readonly DevicePlan[] {
  const change = baselineChange(register);
  const changes = cellChanges(register, cell, new Set(guardedTenants(cell)));
  return cell.networks.flatMap((network): readonly DevicePlan[] => {
    const { tenant, device } = network;
    if (tenant === undefined || device === undefined) return [];
    const flows = cellFlows(topology, place, cell).filter((flow) => crosses(flow, network));
    return [
      {
        tenant,
        site: site.code,
        zones: site.zones,
        publicAddresses: environment.sizes.firewallAddresses,
        address: device,
        group: {
          key: "device",
          priority: priority.group,
          collections: [
            ...collections(`tenant-${tenant}`, priority, flows, names, change),
            ...changeCollections(
              `tenant-${tenant}`,
              priority.changes,
              changes.filter((rule) => rule.tenant === tenant),
            ),
          ],
        },
      },
    ];
  });
}
