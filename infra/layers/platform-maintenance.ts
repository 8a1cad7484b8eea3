import type { Output } from "@pulumi/pulumi";
import { windowsTimeZone } from "../../azure/windows-time-zone";
import type { Scope } from "../../components/component-args";
import { NetworkMaintenance } from "../../components/network/network-maintenance";
import type { Plan } from "../plan/plan";
import { made } from "./plan-lookup";
import type { PlatformNetwork } from "./platform-network";

export interface PlatformMaintenanceArgs {
  /** Platform and environment; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly network: Pick<PlatformNetwork, "sites" | "tunnels">;
}

const nameIn = (id: Output<string>): Output<string> => id.apply((text) => text.split("/").at(-1) ?? "");

/** Keeps planned work on firewalls and VPN gateways in the plan's window, where it has one. */
export function platformMaintenance(plan: Plan, { scope, tags, network }: PlatformMaintenanceArgs): void {
  if (plan.maintenance.network === undefined) return;
  const { startTime, hours, timeZone } = plan.maintenance.network;
  const window = { startTime, hours, timeZone: windowsTimeZone(timeZone) };
  const keep = (of: "fwl" | "vpn", site: string, id: Output<string>) => {
    const { location, network: hub } = made(network.sites, site, "network at site");
    new NetworkMaintenance(`maintenance-${of}-${site}`, {
      scope: { ...scope, site },
      resourceGroupName: hub.resourceGroupName,
      location,
      tags,
      of,
      resourceName: nameIn(id),
      window,
    });
  };
  for (const [site, { firewallId }] of Object.entries(network.sites)) keep("fwl", site, firewallId);
  for (const [site, id] of Object.entries(network.tunnels.gateways)) keep("vpn", site, id);
}
