import { maintenanceBounds } from "../../agreement/calendar/maintenance-bounds";
import type { Agreement } from "../../agreement/agreement";
import { holdsOnClock, offsetsThatHold, utcOffsets } from "../../agreement/calendar/utc-offset";
import { durationMinutes } from "../../agreement/duration";
import { weekdaysOf } from "../../agreement/weekly-hours";
import type { Weekday, WeeklyWindow } from "../../agreement/weekly-hours";
import { regionClock } from "../../azure/region-clock";
import { sqlMaintenanceHours } from "../../azure/sql-maintenance-hours";
import { sqlMaintenanceWindow } from "../../azure/sql-maintenance-windows";
import { promisesOf } from "./clause-promises";
import type { Decision, Refusal } from "./decision";
import type { MaintenancePlan, MaintenanceWindowPlan } from "./maintenance-plan";
import { networkWindowRefusals, planNetworkWindow } from "./plan-network-window";
import type { PlanFinding } from "./plan-finding";
import { carriesWorkload, type SitePlan } from "./site-plan";

// The shortest window that AKS takes (Microsoft Learn, aks/planned-maintenance).
const leastHours = 4;
// It only tells the offsets of winter and summer, which no country of a region has changed since; a plan must not
// depend on today's clock.
const referenceYear = 2026;

const fullNames: Readonly<Record<Weekday, MaintenanceWindowPlan["day"]>> = {
  Mon: "Monday",
  Tue: "Tuesday",
  Wed: "Wednesday",
  Thu: "Thursday",
  Fri: "Friday",
  Sat: "Saturday",
  Sun: "Sunday",
};

/**
 * Windows for planned work. AKS takes a fixed offset, so on the wall a window moves by an hour with summer time; the
 * offset is one at which it keeps out of banned hours and inside of promised ones all year, winter's where both do.
 */
export function planMaintenance(agreement: Agreement, sites: readonly SitePlan[]): MaintenancePlan {
  const window = clusterWindow(agreement);
  const days = weekdaysOf(window.days);
  const [offset = 0] = holdingOffsets(agreement);
  const fixed = (day: Weekday): MaintenanceWindowPlan => ({
    day: fullNames[day],
    startTime: window.from,
    hours: durationMinutes(window.length) / 60,
    utcOffset: offsetText(offset),
  });
  const network = planNetworkWindow(agreement, referenceYear);
  return {
    ...(network !== undefined && { network }),
    upgrades: fixed(days[0] ?? "Sun"),
    nodeImages: fixed(days.at(-1) ?? "Sun"),
    sql: Object.fromEntries(sites.map((site) => [site.code, sqlWindow(agreement, site.region)])),
  };
}

/** The agreed window in whole hours, and at least as long as AKS wants. */
function clusterWindow(agreement: Agreement): WeeklyWindow {
  const { window } = agreement.maintenance;
  const hours = Math.max(leastHours, Math.floor(durationMinutes(window.length) / 60));
  return { ...window, length: `PT${hours}H` };
}

function holdingOffsets(agreement: Agreement): readonly number[] {
  return offsetsThatHold(clusterWindow(agreement), maintenanceBounds(agreement), referenceYear);
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const digits = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${digits(Math.floor(size / 60))}:${digits(size % 60)}`;
}

/** Azure's window on the nights of the agreed one; on the others where only those keep to the agreed hours. */
function sqlWindow(agreement: Agreement, region: string): string | undefined {
  const isAtWeekends = weekdaysOf(agreement.maintenance.window.days).every((day) =>
    ["Fri", "Sat", "Sun"].includes(day),
  );
  const nights = isAtWeekends ? (["weekends", "weekdays"] as const) : (["weekdays", "weekends"] as const);
  const windows = nights.flatMap((each) => sqlMaintenanceWindow(region, each) ?? []);
  return windows.find((window) => keepsToAgreedHours(agreement, region, window)) ?? windows[0];
}

function keepsToAgreedHours(agreement: Agreement, region: string, sqlWindowName: string): boolean {
  const { days, from, hours } = sqlMaintenanceHours(sqlWindowName);
  const window = { days, from, length: `PT${hours}H`, timeZone: agreement.maintenance.window.timeZone };
  return holdsOnClock(window, regionClock(region), maintenanceBounds(agreement), referenceYear);
}

/** Planned work that at no offset keeps out of banned hours, or inside of the windows that were promised. */
export function maintenanceFindings(agreement: Agreement): readonly PlanFinding[] {
  if (holdingOffsets(agreement).length > 0) {
    return [];
  }
  const { window, never, allowed } = agreement.maintenance;
  const bounds = [
    ...(never === undefined ? [] : [`outside of "${never}"`]),
    ...(allowed === undefined ? [] : ["inside of `allowed`"]),
  ];
  return [
    {
      document: "agreement",
      path: ["maintenance", "window"],
      given: `${window.days} ${window.from} for ${window.length}`,
      allowed: `${leastHours} hours or more that are ${bounds.join(" and ")} in winter and in summer time`,
      fixes: ["Open the window an hour earlier.", "Choose other days."],
      breaks: promisesOf(agreement.maintenance),
    },
  ];
}

/** Why the windows lie where they do. */
export function maintenanceDecisions(agreement: Agreement, plan: MaintenancePlan): readonly Decision[] {
  const { upgrades, nodeImages, network } = plan;
  const zones = utcOffsets(agreement.maintenance.window.timeZone, referenceYear).map(offsetText).join(" and ");
  return [
    {
      about: "maintenance",
      chosen: `clusters ${upgrades.day}, node images ${nodeImages.day}, ${upgrades.startTime} for ${upgrades.hours} h at ${upgrades.utcOffset}`,
      because: `keeps to the agreed hours under ${zones}, because AKS knows no summer time`,
      promises: promisesOf(agreement.maintenance),
    },
    ...(network === undefined
      ? []
      : [
          {
            about: "maintenance",
            chosen: `VPN gateways and firewalls every day, ${network.startTime} for ${network.hours} h on the clock of ${network.timeZone}`,
            because: "Azure takes windows of five hours that recur daily, and their time zone has its own summer time",
            promises: promisesOf(agreement.maintenance),
          },
        ]),
  ];
}

/** Sites where Azure gives databases no window of our choice, or none that the agreed hours hold. */
export function maintenanceRefusals(agreement: Agreement, sites: readonly SitePlan[]): readonly Refusal[] {
  const promises = promisesOf(agreement.maintenance);
  const databases = sites.filter(carriesWorkload).flatMap(({ region }): readonly Refusal[] => {
    const window = sqlWindow(agreement, region);
    if (window !== undefined && keepsToAgreedHours(agreement, region, window)) return [];
    const { days, from, hours } = sqlMaintenanceHours(window);
    return [
      {
        about: "maintenance",
        refused:
          window === undefined
            ? `a window of our own for databases in ${region}`
            : `work on databases in ${region} in the agreed hours alone`,
        because:
          window === undefined
            ? `Azure offers none there and works for ${hours} hours from ${from} local time; databases stay up but for seconds`
            : `the closest window that Azure offers, ${days} ${from} local time for ${hours} hours, reaches beyond them; databases stay up but for seconds`,
        promises,
      },
    ];
  });
  return [...databases, ...networkWindowRefusals(agreement, referenceYear)];
}
