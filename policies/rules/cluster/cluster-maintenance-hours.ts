import { dateAfter } from "../../../agreement/date-after";
import { maintenanceBounds } from "../../../agreement/calendar/maintenance-bounds";
import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { durationMinutes } from "../../../agreement/duration";
import { offsetMinutes, offsetsThatHold } from "../../../agreement/calendar/utc-offset";
import { weekdays } from "../../../agreement/weekly-hours";
import { listOf, read, textOf, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** It only tells the offsets of winter and summer; no rule may depend on the year in which it is run. */
const referenceYear = 2026;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** As long as planned work may pause. Ours, so that a month's patches are never skipped. */
const LONGEST_PAUSE = "P30D";

/** The shortest window that AKS takes, in hours. Source: Microsoft Learn, aks/planned-maintenance (2026-08). */
const LEAST_HOURS = 4;

const configuration = (dayOfWeek: string, startTime: string, utcOffset: string) =>
  ({
    type: "containerservice:MaintenanceConfiguration",
    inputs: {
      maintenanceWindow: {
        schedule: { weekly: { dayOfWeek, intervalWeeks: 1 } },
        startTime,
        durationHours: 4,
        utcOffset,
      },
    },
  }) as const;

export const rule = propertyRule({
  id: "cluster-maintenance-hours",
  title: "Planned work on clusters keeps out of the hours that were promised, in winter and in summer",
  why: "Customers were promised that nothing is changed while they work.",
  severity: "high",
  concern: "operations",
  clauses: ["maintenance"],
  remediation: "Choose a day, time and offset that keep to the agreed hours under both offsets of the time zone.",
  types: ["containerservice:MaintenanceConfiguration"],
  judge: (configuration, { agreement, today }) => {
    const begins = textOf(configuration, "maintenanceWindow.startDate");
    if (begins !== undefined && begins > dateAfter(today, LONGEST_PAUSE)) {
      return [violation(`the window begins on ${begins}; until then nothing is patched`, configuration)];
    }
    const weekly = read(configuration, "maintenanceWindow");
    if (weekly.kind === "unknown")
      return [undetermined("maintenanceWindow is not known before the update", configuration)];
    const day = textOf(configuration, "maintenanceWindow.schedule.weekly.dayOfWeek") ?? "";
    const from = textOf(configuration, "maintenanceWindow.startTime") ?? "";
    const hours = Number(valueOf(configuration, "maintenanceWindow.durationHours") ?? 0);
    const offset = textOf(configuration, "maintenanceWindow.utcOffset") ?? "+00:00";
    const days = weekdays.find((short) => day.startsWith(short));
    const said = `${day || "no day"} ${from || "no time"} for ${hours} h at ${offset}`;
    if (days === undefined || !/^\d{2}:\d{2}$/.test(from) || hours <= 0) {
      return [
        violation(`the window is ${said}; it has to be a weekly one with a day, a time and a length`, configuration),
      ];
    }
    const { window } = agreement.maintenance;
    const most = Math.max(LEAST_HOURS, Math.floor(durationMinutes(window.length) / 60));
    if (hours > most) {
      return [
        violation(`the window is ${said}; it may be ${most} h at most (${window.length} was agreed)`, configuration),
      ];
    }
    const between = Number(valueOf(configuration, "maintenanceWindow.schedule.weekly.intervalWeeks") ?? 1);
    if (between > 1) {
      return [
        violation(`the window is ${said}, but only every ${between} weeks; patches have to come weekly`, configuration),
      ];
    }
    const closed = listOf(configuration, "maintenanceWindow.notAllowedDates").find(
      ({ start, end }) => !DATE.test(String(start)) || String(end) > dateAfter(String(start), LONGEST_PAUSE),
    );
    if (closed !== undefined) {
      const { start, end } = closed;
      return [violation(`nothing is patched from ${String(start)} to ${String(end)} (notAllowedDates)`, configuration)];
    }
    const bounds = maintenanceBounds(agreement);
    const given = { days, from, length: `PT${hours}H`, timeZone: window.timeZone };
    return offsetsThatHold(given, bounds, referenceYear).includes(offsetMinutes(offset) ?? 0)
      ? [compliant(`the window is ${said}`, configuration)]
      : [
          violation(
            `the window is ${said}; in winter or in summer it leaves the agreed hours of ${window.timeZone}`,
            configuration,
          ),
        ];
  },
  cases: {
    pass: {
      given: [configuration("Sunday", "01:00", "+01:00")],
      says: ["the window is Sunday 01:00 for 4 h at +01:00"],
    },
    fail: {
      given: [configuration("Monday", "05:00", "+02:00")],
      says: [
        "the window is Monday 05:00 for 4 h at +02:00; in winter or in summer it leaves the agreed hours of Europe/Oslo",
      ],
    },
    absent: {
      given: one("containerservice:MaintenanceConfiguration", {}),
      says: [
        "the window is no day no time for 0 h at +00:00; it has to be a weekly one with a day, a time and a length",
      ],
    },
    unknown: {
      given: one("containerservice:MaintenanceConfiguration", { maintenanceWindow: UNKNOWN }),
      says: ["maintenanceWindow is not known before the update"],
    },
    notApplicable: otherType("containerservice:MaintenanceConfiguration"),
  },
  sabotage: [
    {
      what: "works on a cluster for a whole day",
      type: "containerservice:MaintenanceConfiguration",
      set: { "maintenanceWindow.durationHours": 24 },
    },
    {
      what: "patches nodes once a month",
      type: "containerservice:MaintenanceConfiguration",
      where: ({ inputs }) => inputs["configName"] === "aksManagedNodeOSUpgradeSchedule",
      set: { "maintenanceWindow.schedule.weekly.intervalWeeks": 4 },
    },
    {
      what: "patches nothing for a year",
      type: "containerservice:MaintenanceConfiguration",
      set: { "maintenanceWindow.notAllowedDates": [{ start: "2026-01-01", end: "2026-12-31" }] },
    },
    {
      what: "lets the window begin in another century",
      type: "containerservice:MaintenanceConfiguration",
      set: { "maintenanceWindow.startDate": "2199-01-01" },
    },
    {
      what: "works on Tuesdays at noon",
      type: "containerservice:MaintenanceConfiguration",
      set: { "maintenanceWindow.schedule.weekly.dayOfWeek": "Tuesday", "maintenanceWindow.startTime": "12:00" },
    },
    {
      what: "removes the window",
      type: "containerservice:MaintenanceConfiguration",
      set: { maintenanceWindow: undefined },
    },
  ],
});
