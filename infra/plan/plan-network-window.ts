import type { Agreement } from "../../agreement/agreement";
import { maintenanceBounds } from "../../agreement/calendar/maintenance-bounds";
import { holdsOnItsClock } from "../../agreement/calendar/utc-offset";
import { clockMinutes } from "../../agreement/weekly-hours";
import { promisesOf } from "./clause-promises";
import type { Refusal } from "./decision";
import type { DailyWindowPlan } from "./maintenance-plan";

// The shortest that Azure takes for VPN gateways and firewalls, and it recurs every day (Microsoft Learn,
// vpn-gateway/customer-controlled-gateway-maintenance, 2025; firewall/customer-controlled-maintenance, 2025-07).
const hours = 5;
const hoursADay = 24;

/**
 * The window of VPN gateways and firewalls. The agreed window is of some days only and Azure's recurs on all, so it is the
 * first full hour from the agreed start at which five hours of every day keep to the agreed hours.
 */
export function planNetworkWindow(agreement: Agreement, year: number): DailyWindowPlan | undefined {
  const { from, timeZone } = agreement.maintenance.window;
  const bounds = maintenanceBounds(agreement);
  const first = Math.floor(clockMinutes(from) / 60);
  const starts = Array.from({ length: hoursADay }, (_, later) => (first + later) % hoursADay);
  const texts = starts.map((hour) => `${String(hour).padStart(2, "0")}:00`);
  const startTime = texts.find((start) =>
    holdsOnItsClock({ days: "Mon-Sun", from: start, length: `PT${hours}H`, timeZone }, bounds, year),
  );
  return startTime === undefined ? undefined : { startTime, hours, timeZone };
}

/** Parts of the network on which Azure works when it likes. */
export function networkWindowRefusals(agreement: Agreement, year: number): readonly Refusal[] {
  const promises = promisesOf(agreement.maintenance);
  const always: Refusal = {
    about: "maintenance",
    refused: "a window of our own for application gateways, load balancers and private endpoints",
    because: "Azure offers none; it works on one part of them after the other and they stay up",
    promises,
  };
  if (planNetworkWindow(agreement, year) !== undefined) return [always];
  return [
    always,
    {
      about: "maintenance",
      refused: "a window of our own for VPN gateways and firewalls",
      because: `Azure takes only windows of ${hours} hours on every day, and no such window keeps to the agreed hours`,
      promises,
    },
  ];
}
