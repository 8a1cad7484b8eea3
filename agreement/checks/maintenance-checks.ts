import { offsetsThatHold, utcOffsets } from "../calendar/utc-offset";
import { clockMinutes } from "../weekly-hours";
import type { WeeklyWindow } from "../weekly-hours";
import type { Finding } from "../yaml-document";
import { check } from "./check";

// The European rule of summer time (Directive 2000/84/EC) is the same every year, so any year shows both offsets.
const offsetYear = 2027;

const windowKeepsOut = check(["calendars", "maintenance"], ({ calendars, maintenance }) => {
  const { window, allowed, never } = maintenance;
  const banned = never === undefined ? undefined : calendars[never];
  const strange = (allowed ?? []).findIndex((other) => other.timeZone !== window.timeZone);
  if (strange >= 0) {
    return [
      {
        path: ["maintenance", "allowed", strange, "timeZone"],
        allowed: `the time zone of the window, ${window.timeZone}`,
        fixes: [`Write it in ${window.timeZone}.`],
      },
    ];
  }
  const bounds = { ...(allowed !== undefined && { allowed }), ...(banned !== undefined && { never: banned }) };
  if (offsetsThatHold(window, bounds, offsetYear).length > 0) {
    return [];
  }
  const limits = [
    ...(allowed === undefined ? [] : ["inside maintenance.allowed"]),
    ...(never === undefined || banned === undefined
      ? []
      : [`outside ${never} (${banned.days} ${banned.from}-${banned.to}, ${banned.timeZone})`]),
  ];
  const finding: Finding = {
    path: ["maintenance", "window"],
    given: windowText(window),
    allowed: `a window ${limits.join(" and ")}, under the winter and the summer offset`,
    fixes: ["Move the window to the weekend or the night, at least an hour away from those hours."],
  };
  return [finding];
});

/** A window as its readers see it, and where a scheduler with a fixed offset opens it for half of the year. */
function windowText({ days, from, length, timeZone }: WeeklyWindow): string {
  const [winter = 0, summer = winter] = utcOffsets(timeZone, offsetYear);
  const text = `${days} from ${from} for ${length}`;
  if (winter === summer) {
    return text;
  }
  const late = (clockMinutes(from) + summer - winter) % (24 * 60);
  const clock = [Math.floor(late / 60), late % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return `${text}; a scheduler that keeps the winter offset opens it at ${clock} in summer`;
}

const hoursHaveLength = check(["calendars"], ({ calendars }) =>
  Object.entries(calendars).flatMap(([name, calendar]): readonly Finding[] =>
    clockMinutes(calendar.from) === clockMinutes(calendar.to)
      ? [
          {
            path: ["calendars", name, "to"],
            allowed: "a time other than `from`",
            fixes: ['For whole days write `from: "00:00"` and `to: "24:00"`.'],
          },
        ]
      : [],
  ),
);

/** Windows and calendars against each other. */
export const maintenanceChecks = [windowKeepsOut, hoursHaveLength];
