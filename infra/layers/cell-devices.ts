import type { Output, Resource } from "@pulumi/pulumi";
import { windowsTimeZone } from "../../azure/windows-time-zone";
import type { ComponentArgs } from "../../components/component-args";
import { Firewall } from "../../components/edge/firewall";
import { firewallRuleGroup } from "../../components/edge/firewall-rule-group";
import { NetworkMaintenance } from "../../components/network/network-maintenance";
import type { DevicePlan } from "../plan/device-plan";
import type { Plan } from "../plan/plan";

export interface DeviceArgs extends ComponentArgs {
  readonly workspaceId: Output<string>;
  /** The tenant's AzureFirewallSubnet. */
  readonly subnetId: Output<string>;
}

/** A tenant's firewall as the rest of the cell needs it. */
export interface Device {
  readonly id: Output<string>;
  /** What has to be there before anything gets through it. */
  readonly ready: readonly Resource[];
}

/**
 * A tenant's own firewall with all of its rules and its window.
 *
 * Routes lead to the address that the plan has worked out, because the hub's are made before the device is.
 *
 * @throws Error where Azure has given it another one
 */
export function addDevice(plan: Plan, device: DevicePlan, args: DeviceArgs): Device {
  const { tenant, site, address } = device;
  const { scope, resourceGroupName, location, tags } = args;
  const name = `device-${site}-${tenant}`;
  const firewall = new Firewall(name, {
    ...args,
    tenant,
    zones: device.zones,
    publicAddresses: device.publicAddresses,
  });
  const id = firewall.privateAddress.apply((given) => {
    if (given === address) return firewall.resourceId;
    throw new Error(
      `The firewall of tenant ${tenant} got the address ${given}, and routes lead to ${address}. Remove whatever has that address in its subnet, and the firewall, and bring the cell up again.`,
    );
  });
  const rules = firewallRuleGroup(
    `${name}-rules`,
    { scope, tenant, policyName: firewall.policyName, resourceGroupName, group: device.group },
    // Azure refuses one of two writes where a policy gets its rules while a firewall takes the policy.
    { dependsOn: [firewall] },
  );
  if (plan.maintenance.network !== undefined) {
    const { startTime, hours, timeZone } = plan.maintenance.network;
    new NetworkMaintenance(`${name}-maintenance`, {
      scope,
      resourceGroupName,
      location,
      tags,
      of: "fwl",
      tenant,
      resourceName: firewall.resourceId.apply((text) => text.split("/").at(-1) ?? ""),
      window: { startTime, hours, timeZone: windowsTimeZone(timeZone) },
    });
  }
  return { id, ready: [firewall, rules] };
}
