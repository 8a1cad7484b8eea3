import { downtimeBudget } from "../calendar/measured-time";
import { regionNamed } from "../cloud-facts";
import { longestSeconds, shortestSeconds } from "../duration";
import { residentData } from "../families/residency";
import type { Finding } from "../yaml-document";
import { check, promisesOf } from "./check";
import { legalCountries, regionsIn, residencyPromises, unknownRegion } from "./residency-checks";
import { pinnedZone } from "./zone-checks";

const pointIsReached = check(["recovery", "backup"], ({ recovery, backup }) => {
  const copies = backup.independentCopies.map((copy) => copy.every);
  const often = copies.reduce((best, every) => (shortestSeconds(every) < shortestSeconds(best) ? every : best));
  return [
    ...longerThan(
      recovery.point,
      backup.logEvery,
      ["recovery", "point"],
      "the interval of log backups (backup.logEvery)",
    ),
    ...longerThan(
      recovery.fromCopies.point,
      often,
      ["recovery", "fromCopies", "point"],
      "the shortest interval of independent copies (backup.independentCopies)",
    ),
  ];
});

function longerThan(point: string, interval: string, path: Finding["path"], what: string): readonly Finding[] {
  return longestSeconds(point) >= shortestSeconds(interval)
    ? []
    : [
        {
          path,
          allowed: `at least ${interval}, ${what}`,
          fixes: [`Make the copies as frequent as ${point}.`, `Make the recovery point ${interval} or longer.`],
        },
      ];
}

const minutes = (duration: string) => shortestSeconds(duration) / 60;

const timeIsEnough = check(["recovery"], ({ recovery }) => {
  const before = minutes(recovery.detectWithin) + minutes(recovery.decideWithin);
  const start = recovery.restoreStart;
  return [
    ...(minutes(recovery.time) > before
      ? []
      : [
          {
            path: ["recovery", "time"],
            allowed: `more than the ${before} minutes that detecting and deciding may take`,
            fixes: ["Make `time` longer.", "Make `detectWithin` or `decideWithin` shorter."],
          },
        ]),
    ...(start === undefined || minutes(start.within) > minutes(recovery.detectWithin)
      ? []
      : [
          {
            path: ["recovery", "restoreStart", "within"],
            allowed: `more than the ${minutes(recovery.detectWithin)} minutes that detecting may take`,
            fixes: ["Make `recovery.detectWithin` shorter."],
          },
        ]),
  ];
});

const probesAreFastEnough = check(["recovery", "monitoring"], ({ recovery, monitoring }) =>
  minutes(monitoring.uptime.every) <= minutes(recovery.detectWithin)
    ? []
    : [
        {
          path: ["monitoring", "uptime", "every"],
          allowed: `at most ${recovery.detectWithin}: an outage is detected within that time (recovery.detectWithin)`,
          fixes: [`Probe every ${recovery.detectWithin} or more often.`, "Make `recovery.detectWithin` longer."],
        },
      ],
);

// Any common year will do: budgets of leap years differ by 0.3 %.
const budgetYear = 2027;

const recoveryFitsBudget = check(["calendars", "availability", "recovery"], ({ calendars, availability, recovery }) =>
  availability.flatMap((clause, index): readonly Finding[] => {
    if (clause.measured !== "always" && calendars[clause.measured] === undefined) {
      return [];
    }
    const budget = downtimeBudget({ calendars }, clause, budgetYear);
    return budget >= minutes(recovery.time)
      ? []
      : [
          {
            path: ["availability", index, "target"],
            given: `${clause.target} %, which leaves ${Math.floor(budget)} minutes of downtime a year`,
            allowed: `a target that survives one recovery of ${minutes(recovery.time)} minutes (recovery.time)`,
            fixes: ["Make `recovery.time` shorter.", "Lower the target, if the promise allows it."],
            breaks: promisesOf(clause),
          },
        ];
  }),
);

const boundariesAgree = check(["availability"], ({ availability }) => {
  const platform = availability.find((clause) => clause.at === "platform");
  return availability.flatMap((clause, index): readonly Finding[] => {
    if (availability.findIndex((other) => other.at === clause.at) !== index) {
      return [
        {
          path: ["availability", index, "at"],
          allowed: "every boundary once",
          fixes: ["Join the two clauses into one."],
        },
      ];
    }
    const impossible =
      clause.at === "url" &&
      platform !== undefined &&
      platform.measured === clause.measured &&
      platform.plannedCounts === clause.plannedCounts &&
      clause.target > platform.target;
    return impossible
      ? [
          {
            path: ["availability", index, "target"],
            allowed: `at most ${platform.target}: a URL is never up more than the platform behind it`,
            fixes: [`Lower it to ${platform.target} or less.`, "Raise the target at the platform."],
          },
        ]
      : [];
  });
});

const twinStandsApart = check(["recovery", "residency"], ({ recovery, residency }, facts) => {
  const stamps = recovery.twin?.stamps ?? [];
  const [one, other] = stamps;
  const together = one !== undefined && one.region === other?.region && one.zone === other.zone;
  const same: readonly Finding[] = together
    ? [
        {
          path: ["recovery", "twin", "stamps"],
          allowed: "two stamps in different zones or regions",
          fixes: ["Give the second stamp another zone."],
        },
      ]
    : [];
  return [
    ...same,
    ...stamps.flatMap(({ region: name, zone }, index): readonly Finding[] => {
      const region = regionNamed(facts, name);
      const path = ["recovery", "twin", "stamps", index];
      if (region === undefined) return [unknownRegion([...path, "region"], name, facts)];
      const illegal = residentData.filter((data) => !legalCountries(residency, data).includes(region.country));
      return [
        ...pinnedZone(path, name, zone, facts),
        ...illegal.map((data) => ({
          path,
          given: `${name} in ${region.country}`,
          allowed: `${data} in ${residency[data].join(", ")} only (residency.${data})`,
          fixes: [`Choose a region there: ${regionsIn(facts, legalCountries(residency, data))}.`],
          breaks: residencyPromises(residency, data),
        })),
      ];
    }),
  ];
});

/** Recovery and availability against what backups, monitoring and places allow. */
export const recoveryChecks = [
  pointIsReached,
  timeIsEnough,
  probesAreFastEnough,
  recoveryFitsBudget,
  boundariesAgree,
  twinStandsApart,
];
