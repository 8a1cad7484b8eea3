import type { Agreement } from "../../agreement/agreement";
import { measuredMinutes } from "../../agreement/calendar/measured-time";
import {
  availability,
  downtimeMinutes,
  inSeries,
  publishedAvailability,
  withStandby,
} from "../../azure/service-levels/availability";
import type { Availability } from "../../azure/service-levels/availability";
import { PUBLISHED_LEVELS } from "../../azure/service-levels/published";
import type { PublishedLevelName } from "../../azure/service-levels/published";
import { promisesOf } from "./clause-promises";
import type { AvailabilityFigure } from "./expectation-plan";
import { failoverSite } from "./plan-databases";
import type { PlanFinding } from "./plan-finding";
import { failoverMinutes, restoreMinutes, workLostMinutes } from "./recovery-steps";
import type { RecoveryContext } from "./expected-recovery";
import { storesOverZones } from "./site-plan";
import type { SitePlan } from "./site-plan";

/** The year for which minutes are shown; a common one, so that 99.8 % of it is the 17 h 31 min of the agreement. */
export const referenceYear = 2026;
const minutesAYear = 365 * 24 * 60;

// Nobody publishes either; chosen low enough that a standby is not a way to talk a figure up.
const failoverSuccess = 0.9;
const outagesPerYear = 4;
// Of one tenant, after an internal fault; our assumption until there is a record.
const restoresPerYear = 1;

const plannedWork = "planned work goes node by node and interrupts nothing";

type Part = AvailabilityFigure["parts"][number];
type Boundary = AvailabilityFigure["at"];

/**
 * What a request passes at one site, in its order, without the DNS entry.
 *
 * @param guarded whether the tenant has a firewall to itself: the gateway is in a network that is not peered with the
 *   tenant's, so its requests pass the site's firewall and then the tenant's (docs/adr/0024)
 */
function requestPath(site: SitePlan, sku: string, guarded: boolean): readonly PublishedLevelName[] {
  const firewalls: readonly PublishedLevelName[] = guarded ? [firewallAt(site), firewallAt(site)] : [];
  return ["applicationGateway", ...firewalls, "loadBalancer", nodesAt(site), "privateLink", databaseAt(site, sku)];
}

function firewallAt(site: SitePlan): PublishedLevelName {
  return site.zones.length > 1 ? "firewallZoneRedundant" : "firewall";
}

function nodesAt(site: SitePlan): PublishedLevelName {
  return site.zones.length > 1 ? "nodesAcrossZones" : "nodesInOneZone";
}

function databaseAt(site: SitePlan, sku: string): PublishedLevelName {
  return sku.startsWith("BC_") && storesOverZones(site) ? "sqlZoneRedundantBusinessCritical" : "sql";
}

/** Signing in needs the realm's own database beside the nodes that the request path has already. */
const signInParts: readonly PublishedLevelName[] = ["privateLink", "sql"];

function publishedPart(level: PublishedLevelName): Part {
  const { service, percent, source } = PUBLISHED_LEVELS[level];
  return { name: service, availability: percent / 100, source };
}

function published(name: string, levels: readonly PublishedLevelName[]): Availability {
  return inSeries(name, levels.map(publishedAvailability));
}

/** What expectations are worked out from. */
export interface ExpectationContext extends RecoveryContext {
  /** Tenants with a firewall to themselves. */
  readonly guarded: readonly string[];
}

interface Figure {
  readonly expected: Availability;
  readonly parts: readonly Part[];
}

/** Expected availability at every boundary that is agreed, and of the capabilities beside the request path. */
export function expectAvailability(context: ExpectationContext): readonly AvailabilityFigure[] {
  const { guarded } = context;
  const ofGuarded = agreedFigures(context, true);
  return [
    ...agreedFigures(context, false),
    ...guarded.flatMap((tenant) => ofGuarded.map((figure) => ({ ...figure, tenant }))),
    ...capabilities(context),
  ];
}

function agreedFigures(context: ExpectationContext, isGuarded: boolean): readonly AvailabilityFigure[] {
  const { agreement } = context;
  return agreement.availability.map((clause): AvailabilityFigure => {
    const { expected, parts } = withRestores(context, clause, boundary(context, clause.at, isGuarded));
    const target = clause.target / 100;
    const minutes = measuredMinutes(agreement, clause, referenceYear);
    return {
      at: clause.at,
      expected: expected.fraction,
      target,
      headroomMinutes: (expected.fraction - target) * minutes,
      parts,
      assumptions: [
        ...expected.assumptions,
        ...(clause.plannedCounts ? [plannedWork] : []),
        ...(clause.measured === "always" ? [] : [`faults fall evenly into and out of "${clause.measured}"`]),
      ],
      promises: promisesOf(clause),
    };
  });
}

/** The request path up to a boundary: the platform's own edge, or the user who has to sign in as well. */
function boundary(context: ExpectationContext, at: "platform" | "url", isGuarded: boolean): Figure {
  const platform = platformPath(context, isGuarded);
  if (at === "platform") {
    return platform;
  }
  return {
    expected: inSeries("url", [platform.expected, published("sign-in", signInParts)]),
    parts: [
      ...platform.parts,
      ...signInParts.map(publishedPart).map((part) => ({ ...part, name: `${part.name} (sign-in)` })),
    ],
  };
}

function platformPath({ agreement, environment, sites, active }: ExpectationContext, isGuarded: boolean): Figure {
  const { sku } = environment.sizes.database;
  const path = requestPath(active, sku, isGuarded);
  const second = failoverSite(agreement, sites, active);
  if (second === undefined) {
    const all: readonly PublishedLevelName[] = ["dns", ...path];
    return { expected: published("platform", all), parts: all.map(publishedPart) };
  }
  const sitesTogether = withStandby("standby site", {
    active: published("active site", path),
    standby: published("standby site", requestPath(second, sku, isGuarded)),
    failoverMinutes: failoverMinutes(agreement),
    success: failoverSuccess,
    outagesPerYear,
  });
  const gain = sitesTogether.fraction / published("active site", path).fraction;
  return {
    expected: inSeries("platform", [publishedAvailability("trafficManager"), sitesTogether]),
    parts: [
      publishedPart("trafficManager"),
      ...path.map(publishedPart),
      {
        name: `gained by ${second.region}`,
        availability: gain,
        source: "computed: failover time, success and number of outages are named as assumptions",
      },
    ],
  };
}

/** Takes off what the agreement counts beside faults: restores, and the work lost since the backup. */
function withRestores(
  { agreement, environment }: ExpectationContext,
  clause: Agreement["availability"][number],
  figure: Figure,
): Figure {
  const counted = clause.restoreCounts ?? [];
  if (counted.length === 0) {
    return figure;
  }
  const minutes =
    restoresPerYear *
    ((counted.includes("time") ? restoreMinutes(agreement, environment) : 0) +
      (counted.includes("lostWork") ? workLostMinutes : 0));
  const part = availability("restores", 1 - minutes / minutesAYear, [
    `${restoresPerYear} restore a year after an internal fault costs ${minutes} minutes, as if of all tenants`,
  ]);
  return {
    expected: inSeries("with restores", [figure.expected, part]),
    parts: [...figure.parts, { name: "Restores", availability: part.fraction, source: "our assumption" }],
  };
}

function capabilities({ agreement, active }: ExpectationContext): readonly AvailabilityFigure[] {
  const shown: readonly (readonly [Boundary, readonly PublishedLevelName[], readonly string[]])[] = [
    ["documents", ["privateLink", "blobHot"], promisesOf(agreement.documents)],
    ["sign-in", [nodesAt(active), ...signInParts], promisesOf(agreement.identity)],
    ["control-plane", [active.zones.length > 1 ? "aksApiServerZonal" : "aksApiServer"], []],
  ];
  return shown.map(([at, levels, promises]) => {
    const { fraction, assumptions } = published(at, levels);
    return { at, expected: fraction, parts: levels.map(publishedPart), assumptions, promises };
  });
}

/** Targets that the plan cannot keep, with the figures and the ways out. */
export function availabilityFindings(
  agreement: Agreement,
  figures: readonly AvailabilityFigure[],
): readonly PlanFinding[] {
  return agreement.availability.flatMap((clause, index): readonly PlanFinding[] => {
    // The platform's own comes first; where it is kept, a tenant's with more in its path may still not be.
    const figure = figures.find(({ at, expected }) => at === clause.at && expected < clause.target / 100);
    if (figure === undefined) {
      return [];
    }
    const { tenant, expected, parts } = figure;
    const weakest = [...parts].sort((one, other) => one.availability - other.availability)[0];
    const down = downtimeMinutes(expected, minutesAYear);
    const what = tenant === undefined ? "the plan is" : `tenant ${tenant} with a firewall device is`;
    return [
      {
        document: "agreement",
        path: ["availability", index, "target"],
        given: `${clause.target}`,
        allowed: `at most ${percentText(expected)}, which ${what} expected to reach (${Math.round(down)} minutes of downtime a year)`,
        fixes: [
          `Strengthen the weakest part: ${weakest?.name ?? "none"}, ${percentText(weakest?.availability ?? 0)}.`,
          ...(tenant === undefined ? [] : ["Give the tenant a rule set instead of a device."]),
          "Add a warm site where residency allows one.",
          "Promise less.",
        ],
        breaks: promisesOf(clause),
      },
    ];
  });
}

/** A share of time as percent with three decimals, never rounded up. */
export function percentText(fraction: number): string {
  return `${(Math.floor(fraction * 100_000 + 1e-6) / 1000).toFixed(3)} %`;
}
