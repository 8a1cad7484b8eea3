import { maintenanceBounds } from "../../../agreement/calendar/maintenance-bounds";
import { holdsOnClock } from "../../../agreement/calendar/utc-offset";
import { durationMinutes } from "../../../agreement/duration";
import { ianaTimeZone } from "../../../azure/windows-time-zone";
import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** It only tells the offsets of winter and summer; no rule may depend on the year in which it is run. */
const referenceYear = 2026;
/** Shortest window that Azure takes. Source: Microsoft Learn, vpn-gateway/customer-controlled-gateway-maintenance (2025). */
const LEAST_HOURS = 5;

const window = (startDateTime: unknown, timeZone = "W. Europe Standard Time") =>
  one("maintenance:MaintenanceConfiguration", { startDateTime, duration: "05:00", recurEvery: "1Day", timeZone });

export const rule = propertyRule({
  id: "network-maintenance-hours",
  title:
    "Planned work on firewalls and VPN gateways keeps out of the hours that were promised, in winter and in summer",
  why: "A gateway that restarts at noon takes every tenant's way out, and management, while customers work.",
  severity: "high",
  concern: "operations",
  clauses: ["maintenance"],
  remediation:
    "Choose five hours of every day, on the clock of a time zone with the same summer time, that keep to the agreed hours.",
  types: ["maintenance:MaintenanceConfiguration"],
  judge: (configuration, { agreement, today }) => {
    const end = textOf(configuration, "expirationDateTime")?.slice(0, today.length);
    if (end !== undefined && end <= today) {
      return [violation(`the window ended on ${end}, and Azure chooses its own since`, configuration)];
    }
    const paths = ["startDateTime", "duration", "recurEvery", "timeZone"];
    const open = paths.find((path) => read(configuration, path).kind === "unknown");
    if (open !== undefined) return [undetermined(`${open} is not known before the update`, configuration)];
    const [start, duration, every, zone] = paths.map((path) => textOf(configuration, path) ?? "absent");
    const said = `the window is ${start} for ${duration} every ${every} in ${zone}`;
    const from = /^\d{4}-\d{2}-\d{2} (\d{2}:\d{2})$/.exec(start ?? "")?.[1];
    const hours = Number(/^(\d{2}):00$/.exec(duration ?? "")?.[1]);
    const clock = ianaTimeZone(zone ?? "");
    if (from === undefined || !(hours >= LEAST_HOURS) || !/^(1 ?)?days?$/i.test(every ?? "") || clock === undefined) {
      return [
        violation(
          `${said}; it has to be at least ${LEAST_HOURS} full hours of every day in a zone of Windows`,
          configuration,
        ),
      ];
    }
    const { window: agreed } = agreement.maintenance;
    const most = Math.max(LEAST_HOURS, Math.floor(durationMinutes(agreed.length) / 60));
    if (hours > most) {
      const why = most > durationMinutes(agreed.length) / 60 ? ", and Azure takes no shorter one" : "";
      return [violation(`${said}; ${agreed.length} was agreed${why}: it may be ${most} h at most`, configuration)];
    }
    const bounds = maintenanceBounds(agreement);
    const daily = { days: "Mon-Sun", from, length: `PT${hours}H`, timeZone: agreed.timeZone };
    return holdsOnClock(daily, clock, bounds, referenceYear)
      ? [compliant(said, configuration)]
      : [violation(`${said}; in winter or in summer it leaves the agreed hours of ${agreed.timeZone}`, configuration)];
  },
  cases: {
    pass: {
      given: window("2026-01-01 01:00"),
      says: ["the window is 2026-01-01 01:00 for 05:00 every 1Day in W. Europe Standard Time"],
    },
    fail: {
      // Without summer time the window ends an hour later on the agreement's clock, in the first hour of work.
      given: window("2026-01-01 02:00", "UTC"),
      agreement: { "calendars.officeHours.from": "08:30" },
      says: [
        "the window is 2026-01-01 02:00 for 05:00 every 1Day in UTC; in winter or in summer it leaves the agreed hours of Europe/Oslo",
      ],
    },
    absent: {
      given: window(undefined),
      says: [
        "the window is absent for 05:00 every 1Day in W. Europe Standard Time; it has to be at least 5 full hours of every day in a zone of Windows",
      ],
    },
    unknown: { given: window(UNKNOWN), says: ["startDateTime is not known before the update"] },
    notApplicable: otherType("maintenance:MaintenanceConfiguration"),
  },
  sabotage: [
    {
      what: "lets the window end",
      type: "maintenance:MaintenanceConfiguration",
      set: { expirationDateTime: "2025-01-01 00:00" },
    },
    {
      what: "works on a firewall at noon",
      type: "maintenance:MaintenanceConfiguration",
      set: { startDateTime: "2026-01-01 11:00" },
    },
    {
      what: "works on a firewall by a clock of another continent",
      type: "maintenance:MaintenanceConfiguration",
      set: { timeZone: "Tokyo Standard Time", startDateTime: "2026-01-01 18:00" },
    },
    {
      what: "works on a firewall for half of every night",
      type: "maintenance:MaintenanceConfiguration",
      set: { duration: "06:00" },
    },
    {
      what: "works on a firewall for two hours, which Azure does not keep to",
      type: "maintenance:MaintenanceConfiguration",
      set: { duration: "02:00" },
    },
  ],
});
