import type { SeasonWeek } from "../../agreement/calendar/season-weeks";
import { offsetAt, offsetMinutes } from "../../agreement/calendar/utc-offset";
import { shifted, spansOfWindow, type Span } from "../../agreement/calendar/week-spans";
import { weekdays, type WeeklyWindow } from "../../agreement/weekly-hours";
import { regionClock } from "../../azure/region-clock";
import { sqlMaintenanceHours } from "../../azure/sql-maintenance-hours";
import { ianaTimeZone } from "../../azure/windows-time-zone";
import type { CloudResource } from "../cloud";

/** Hours in which Azure works on something, as they are deployed. */
export interface DeployedWindow {
  readonly what: "clusters" | "network" | "databases";
  /** Name of the configuration, or of the database. */
  readonly name: string;
  /** Whether it was chosen; hours that Azure takes where there is no choice are not. */
  readonly isChosen: boolean;
  readonly window: Pick<WeeklyWindow, "days" | "from" | "length">;
  /** The clock on which it lies: a time zone, or minutes from UTC all year. */
  readonly clock: string | number;
}

/** The kinds of work on a cluster; on one that has no window for each of them AKS works when it likes. */
const AKS_WINDOWS = ["default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"] as const;
const ALWAYS = { days: "Mon-Sun", from: "00:00", length: "PT24H" } as const;
/** What else Azure keeps to a window that is assigned to it; it works on one without when it likes. */
const NETWORK_PARTS = ["microsoft.network/azurefirewalls", "microsoft.network/virtualnetworkgateways"];
const ASSIGNMENTS = "/providers/microsoft.maintenance/configurationassignments/";

interface ClusterBody {
  readonly properties?: {
    readonly maintenanceWindow?: {
      readonly schedule?: { readonly weekly?: { readonly dayOfWeek?: string } };
      readonly startTime?: string;
      readonly durationHours?: number;
      readonly utcOffset?: string;
    };
  };
}

interface NetworkBody {
  readonly properties?: {
    readonly maintenanceWindow?: {
      readonly startDateTime?: string;
      readonly duration?: string;
      readonly timeZone?: string;
    };
  };
}

interface DatabaseBody {
  readonly location?: string;
  readonly properties?: { readonly maintenanceConfigurationId?: string };
}

/**
 * The windows of clusters, firewalls and VPN gateways, and the hours of some databases.
 *
 * @param databaseIds that serve users
 * @throws Error where a window cannot be read
 */
export function deployedWindows(
  resources: readonly CloudResource[],
  databaseIds: readonly string[],
): readonly DeployedWindow[] {
  const serving = new Set(databaseIds.map((id) => id.toLowerCase()));
  const kept = new Set(resources.map(({ id }) => id.toLowerCase()));
  return resources.flatMap(({ id, type, body }): readonly DeployedWindow[] => {
    const kind = type.toLowerCase();
    if (kind === "microsoft.containerservice/managedclusters/maintenanceconfigurations") return [clusters(id, body)];
    if (kind === "microsoft.containerservice/managedclusters") {
      const isKept = AKS_WINDOWS.every((name) => kept.has(`${id}/maintenanceConfigurations/${name}`.toLowerCase()));
      return isKept ? [] : [{ what: "clusters", name: nameOf(id), isChosen: true, window: ALWAYS, clock: 0 }];
    }
    if (NETWORK_PARTS.includes(kind)) {
      const isKept = [...kept].some((one) => one.startsWith(`${id}${ASSIGNMENTS}`.toLowerCase()));
      return isKept ? [] : [{ what: "network", name: nameOf(id), isChosen: true, window: ALWAYS, clock: 0 }];
    }
    if (kind === "microsoft.maintenance/maintenanceconfigurations") return [network(id, body)];
    return serving.has(id.toLowerCase()) ? [database(id, body)] : [];
  });
}

/** Where a window lies in a week, in minutes since Monday 00:00 on the clock of the agreement. */
export function spansIn({ window, clock }: DeployedWindow, { begins, offset }: SeasonWeek): readonly Span[] {
  const own = typeof clock === "number" ? clock : offsetAt(clock, begins);
  return shifted(spansOfWindow({ ...window, timeZone: "UTC" }), offset - own);
}

function clusters(id: string, body: unknown): DeployedWindow {
  const weekly = (body as ClusterBody).properties?.maintenanceWindow;
  const days = weekdays.find((day) => weekly?.schedule?.weekly?.dayOfWeek?.startsWith(day) === true);
  const clock = offsetMinutes(weekly?.utcOffset ?? "+00:00");
  if (
    weekly?.startTime === undefined ||
    weekly.durationHours === undefined ||
    days === undefined ||
    clock === undefined
  ) {
    throw unread(id);
  }
  const window = { days, from: weekly.startTime, length: `PT${weekly.durationHours}H` };
  return { what: "clusters", name: nameOf(id), isChosen: true, window, clock };
}

function network(id: string, body: unknown): DeployedWindow {
  const {
    startDateTime = "",
    duration = "",
    timeZone = "",
  } = (body as NetworkBody).properties?.maintenanceWindow ?? {};
  const [from, hours, clock] = [startDateTime.split(" ")[1], Number(duration.split(":")[0]), ianaTimeZone(timeZone)];
  if (from === undefined || !(hours > 0) || clock === undefined) throw unread(id);
  const window = { days: "Mon-Sun", from, length: `PT${hours}H` };
  return { what: "network", name: nameOf(id), isChosen: true, window, clock };
}

function database(id: string, body: unknown): DeployedWindow {
  const { location = "", properties } = body as DatabaseBody;
  const { isChosen, days, from, hours } = sqlMaintenanceHours(properties?.maintenanceConfigurationId);
  const window = { days, from, length: `PT${hours}H` };
  return { what: "databases", name: nameOf(id), isChosen, window, clock: regionClock(location) };
}

const nameOf = (id: string): string => id.split("/").at(-1) ?? id;

const unread = (id: string): Error => new Error(`the maintenance window ${nameOf(id)} cannot be read`);
