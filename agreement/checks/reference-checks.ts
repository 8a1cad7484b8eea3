import { clausesOf } from "../clauses";
import { closestName } from "../closest-name";
import type { Agreement } from "../agreement";
import { valueAt } from "../yaml-document";
import type { Finding } from "../yaml-document";
import { check } from "./check";

type Calendars = Agreement["calendars"];

const availabilityCalendars = check(["calendars", "availability"], ({ calendars, availability }) =>
  availability.flatMap(({ measured }, index) =>
    unknownCalendar(measured, ["availability", index, "measured"], calendars),
  ),
);

const maintenanceCalendar = check(["calendars", "maintenance"], ({ calendars, maintenance: { never } }) =>
  never === undefined ? [] : unknownCalendar(never, ["maintenance", "never"], calendars, false),
);

const supportCalendars = check(["calendars", "support"], ({ calendars, support }) => [
  ...support.severities.flatMap(({ clock }, index) =>
    unknownCalendar(clock, ["support", "severities", index, "clock"], calendars),
  ),
  ...(support.helpdesk === undefined
    ? []
    : unknownCalendar(support.helpdesk.hours, ["support", "helpdesk", "hours"], calendars)),
  ...(support.outage === undefined
    ? []
    : unknownCalendar(support.outage.during, ["support", "outage", "during"], calendars)),
]);

function unknownCalendar(
  name: string,
  path: Finding["path"],
  calendars: Calendars,
  mayBeAlways = true,
): readonly Finding[] {
  const known = [...(mayBeAlways ? ["always"] : []), ...Object.keys(calendars)];
  if (known.includes(name)) {
    return [];
  }
  const meant = closestName(name, known);
  return [
    {
      path,
      allowed: `one of ${known.join(", ")}`,
      fixes: [meant === undefined ? `Define "${name}" under calendars.` : `Did you mean "${meant}"?`],
    },
  ];
}

const alwaysIsReserved = check(["calendars"], ({ calendars }) =>
  calendars["always"] === undefined
    ? []
    : [
        {
          path: ["calendars", "always"],
          allowed: "another name: `always` means every minute",
          fixes: ["Rename the calendar."],
        },
      ],
);

const sourcesAreOfThisPlatform = check(["code"], (agreement) =>
  clausesOf(agreement).flatMap(({ source, path, name }) =>
    (source === "ours" ? [] : source)
      .filter((id) => !id.startsWith(`${agreement.code.toUpperCase()}-`))
      .map((id) => ({
        path,
        given: `"${id}" in ${name}`,
        allowed: `promise ids of this platform, ${agreement.code.toUpperCase()}-…`,
        fixes: ["Name a promise of this platform, or write `source: ours`."],
        breaks: [],
      })),
  ),
);

const termsWithSourceExist = check([], (agreement) =>
  clausesOf(agreement)
    .filter(({ path }) => path.length > 0 && valueAt(agreement, path) === undefined)
    .map(({ path }) => {
      const term = String(path.at(-1));
      const clause = path.slice(0, -1);
      const terms = Object.keys(valueAt(agreement, clause) ?? {});
      const meant = closestName(term, terms);
      return {
        path: [...clause, "termSource", term],
        allowed: "the name of a term that the clause has",
        fixes: [meant === undefined ? "Remove it." : `Did you mean "${meant}"?`],
      };
    }),
);

const namesDiffer = check([], (agreement) => {
  const names = clausesOf(agreement).map((clause) => clause.name);
  return clausesOf(agreement)
    .filter(
      ({ name }, index) =>
        /^(support\.severities|backup\.independentCopies)\[/.test(name) && names.indexOf(name) < index,
    )
    .map(({ path, name }) => ({
      path: [...path, "name"],
      given: name,
      allowed: "every name once",
      fixes: ["Rename it, or join the two clauses."],
    }));
});

/** Names that clauses use for each other, for calendars and for promises. */
export const referenceChecks = [
  availabilityCalendars,
  maintenanceCalendar,
  supportCalendars,
  alwaysIsReserved,
  sourcesAreOfThisPlatform,
  termsWithSourceExist,
  namesDiffer,
];
