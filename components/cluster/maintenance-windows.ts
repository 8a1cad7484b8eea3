import * as containerservice from "@pulumi/azure-native/containerservice";
import type { ComponentResource, Input, Resource } from "@pulumi/pulumi";

/** A weekly window with a fixed offset, which is how AKS takes it. */
export interface MaintenanceWindow {
  readonly day: "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday";
  /** `HH:MM`. */
  readonly startTime: string;
  /** 4-24. */
  readonly hours: number;
  /** `+01:00`. */
  readonly utcOffset: string;
}

export interface MaintenanceWindows {
  /** New versions of Kubernetes, and releases of AKS itself. */
  readonly upgrades: MaintenanceWindow;
  /** New images of the nodes. */
  readonly nodeImages: MaintenanceWindow;
}

/**
 * The only names that AKS takes: its own releases, Kubernetes versions, node images.
 * Source: Microsoft Learn, aks/planned-maintenance (2026-08).
 */
const CONFIGURATIONS = {
  default: "upgrades",
  aksManagedAutoUpgradeSchedule: "upgrades",
  aksManagedNodeOSUpgradeSchedule: "nodeImages",
} as const satisfies Readonly<Record<string, keyof MaintenanceWindows>>;

export interface MaintenanceArgs {
  readonly clusterName: Input<string>;
  readonly resourceGroupName: Input<string>;
  readonly windows: MaintenanceWindows;
}

/** Keeps each kind of automatic upgrade in its window. */
export function addMaintenanceWindows(
  name: string,
  args: MaintenanceArgs,
  parent: ComponentResource,
  after: Resource,
): void {
  for (const [configName, kind] of Object.entries(CONFIGURATIONS)) {
    const { day, startTime, hours, utcOffset } = args.windows[kind];
    new containerservice.MaintenanceConfiguration(
      `${name}-${configName}`,
      {
        configName,
        resourceName: args.clusterName,
        resourceGroupName: args.resourceGroupName,
        maintenanceWindow: {
          schedule: { weekly: { dayOfWeek: day, intervalWeeks: 1 } },
          startTime,
          durationHours: hours,
          utcOffset,
        },
      },
      { parent, dependsOn: after },
    );
  }
}
