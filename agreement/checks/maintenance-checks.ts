import { atFixedOffset, offsetsThatHold, utcOffsets } from "../calendar/utc-offset";
import type { Span } from "../calendar/week-spans";
import { clockMinutes, weekdays } from "../weekly-hours";
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
  const offsets = utcOffsets(window.timeZone, offsetYear);
  const seen = atFixedOffset(window, offsets[0] ?? 0, offsetYear).local.map(({ spans }) =>
    spans.map(spanText).join(" and "),
  );
  const limits = [
    ...(allowed === undefined ? [] : ["inside maintenance.allowed"]),
    ...(never === undefined || banned === undefined
      ? []
      : [`outside ${never} (${banned.days} ${banned.from}-${banned.to}, ${banned.timeZone})`]),
  ];
  const finding: Finding = {
    path: ["maintenance", "window"],
    given:
      [...new Set(seen)].join(" in winter, ") +
      (seen.length > 1 ? " in summer, as schedulers keep a fixed offset" : ""),
    allowed: `a window ${limits.join(" and ")}, under the winter and the summer offset`,
    fixes: ["Move the window to the weekend or the night, at least an hour away from those hours."],
  };
  return [finding];
});

function spanText({ from, to }: Span): string {
  const text = (minute: number) => {
    const day = weekdays[Math.floor(minute / 1440) % 7] ?? "";
    const clock = [Math.floor((minute % 1440) / 60), minute % 60].map((part) => String(part).padStart(2, "0"));
    return `${day} ${clock.join(":")}`;
  };
  return `${text(from)}-${text(to)}`;
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
