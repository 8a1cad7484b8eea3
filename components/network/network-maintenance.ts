import * as maintenance from "@pulumi/azure-native/maintenance";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";

/** A window on every day, on the clock of a time zone. */
export interface DailyWindow {
  /** `HH:MM`. */
  readonly startTime: string;
  /** 5-23. */
  readonly hours: number;
  /** As Windows calls it: `W. Europe Standard Time`, which has summer time too. */
  readonly timeZone: string;
}

const KINDS = {
  vpn: { subScope: "NetworkGatewayMaintenance", resourceType: "virtualNetworkGateways" },
  fwl: { subScope: "NetworkSecurity", resourceType: "azureFirewalls" },
} as const satisfies Partial<Record<Role, { subScope: string; resourceType: string }>>;

export interface NetworkMaintenanceArgs extends ComponentArgs {
  readonly of: keyof typeof KINDS;
  /** Code of the tenant that has it to itself. */
  readonly tenant?: string;
  /** What is kept to the window, in the same resource group. */
  readonly resourceName: Input<string>;
  readonly window: DailyWindow;
}

/**
 * Day on which the window first opens; it recurs from there. Azure's text wants today or later, and Azure Verified
 * Modules are deployed with 2022-12-31, so a day that has gone by is taken to be accepted (estimate).
 */
const FIRST_DAY = "2026-01-01";

/**
 * Keeps planned work on one VPN gateway or firewall in a window. Azure takes windows of five hours or more that recur
 * every day, and leaves urgent security updates and its own hosts out of them.
 *
 * @see Microsoft Learn, vpn-gateway/customer-controlled-gateway-maintenance (2025) and
 * firewall/customer-controlled-maintenance (2025-07).
 */
export class NetworkMaintenance extends ComponentResource {
  constructor(name: string, args: NetworkMaintenanceArgs, options?: ComponentResourceOptions) {
    super("deltawerk:network:NetworkMaintenance", name, {}, options);
    const { scope, resourceGroupName, location, tags, window } = args;
    const { subScope, resourceType } = KINDS[args.of];
    const configurationName = nameInScope(scope, "maintenance:MaintenanceConfiguration", {
      role: args.of,
      ...(args.tenant !== undefined && { tenant: args.tenant }),
    });
    const configuration = new maintenance.MaintenanceConfiguration(
      `${name}-window`,
      {
        resourceName: configurationName,
        resourceGroupName,
        location,
        tags,
        namespace: "Microsoft.Maintenance",
        maintenanceScope: "Resource",
        extensionProperties: { maintenanceSubScope: subScope },
        visibility: "Custom",
        startDateTime: `${FIRST_DAY} ${window.startTime}`,
        duration: `${String(window.hours).padStart(2, "0")}:00`,
        recurEvery: "1Day",
        timeZone: window.timeZone,
      },
      { parent: this },
    );
    new maintenance.ConfigurationAssignment(
      `${name}-assignment`,
      {
        configurationAssignmentName: configurationName,
        providerName: "Microsoft.Network",
        resourceType,
        resourceName: args.resourceName,
        resourceGroupName,
        location,
        maintenanceConfigurationId: configuration.id,
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
