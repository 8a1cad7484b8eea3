import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { offsetsThatHold } from "../../../agreement/calendar/utc-offset";
import { weekdays } from "../../../agreement/weekly-hours";
import { read, textOf, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** It only tells the offsets of winter and summer; no rule may depend on the year in which it is run. */
const referenceYear = 2026;

/** Minutes of an offset such as +01:00. */
function minutesOf(offset: string): number {
  const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

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
  judge: (configuration, { agreement }) => {
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
    const { window, allowed, never } = agreement.maintenance;
    const banned = never === undefined ? undefined : agreement.calendars[never];
    const bounds = { ...(allowed && { allowed }), ...(banned && { never: banned }) };
    const given = { days, from, length: `PT${hours}H`, timeZone: window.timeZone };
    return offsetsThatHold(given, bounds, referenceYear).includes(minutesOf(offset))
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
