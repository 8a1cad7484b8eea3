import type { Agreement } from "../../../agreement/agreement";
import { measuredMinutes } from "../../../agreement/calendar/measured-time";
import {
  availability,
  inSeries,
  publishedAvailability,
  withStandby,
  type Availability,
} from "../../../azure/service-levels/availability";
import { PUBLISHED_LEVELS, type PublishedLevelName } from "../../../azure/service-levels/published";
import { valueOf } from "../../resources/reading";
import type { ResourceSet } from "../../resources/resource-set";
import { OUTAGES_PER_YEAR, RESTORES_PER_YEAR, restoreCost, TAKEOVER_SUCCESS, takeoverMinutes } from "./assumptions";
import { guardedTenants } from "./firewalls-in-path";
import { requestPath } from "./request-path";

/** One part of a figure, by which it is multiplied. */
export interface Part {
  readonly name: string;
  /** 0 to 1; above 1 for what a standby site gains. */
  readonly share: number;
}

/** What may be expected of a cell at one boundary of the agreement. */
export interface ExpectedAvailability {
  readonly at: Agreement["availability"][number]["at"];
  /** Set where the figure is that of one tenant, which has a firewall to itself in its path. */
  readonly tenant?: string;
  /** 0 to 1. */
  readonly expected: number;
  /** 0 to 1, from the agreement. */
  readonly target: number;
  /** Minutes of the agreement's own calendar in a year between the two; negative where the target is not kept. */
  readonly headroomMinutes: number;
  readonly parts: readonly Part[];
  /** The three parts that cost most, the worst first. */
  readonly weakest: readonly Part[];
  readonly assumptions: readonly string[];
  /** Parts without a figure: while there are any, `expected` says nothing. */
  readonly lacks: readonly string[];
  readonly unknown: readonly string[];
}

const MINUTES_PER_YEAR = 365 * 24 * 60;
const PLANNED_WORK = "planned work goes node by node and interrupts nothing";
/** Signing in needs the realm's own database beside the nodes that are in the path already. */
const SIGN_IN: readonly PublishedLevelName[] = ["privateLink", "sql"];

interface Path {
  readonly expected: Availability;
  readonly parts: readonly Part[];
  readonly lacks: readonly string[];
  readonly unknown: readonly string[];
}

/**
 * Expected availability of one cell, at every boundary that its agreement names, from what is registered.
 *
 * @param cell the resources of the cell's stack
 * @param year whose days the agreement's calendar counts
 */
export function expectedAvailability(
  cell: ResourceSet,
  agreement: Agreement,
  year: number,
): readonly ExpectedAvailability[] {
  const tenants = [undefined, ...guardedTenants(cell)];
  return tenants.flatMap((tenant) => figuresOf(cell, agreement, year, tenant));
}

function figuresOf(
  cell: ResourceSet,
  agreement: Agreement,
  year: number,
  tenant: string | undefined,
): readonly ExpectedAvailability[] {
  const platform = platformPath(cell, agreement, tenant);
  return agreement.availability.map((clause) => {
    const whole = withRestores(cell, agreement, clause, clause.at === "url" ? withSignIn(platform) : platform);
    const target = clause.target / 100;
    const minutes = measuredMinutes(agreement, clause, year);
    return {
      at: clause.at,
      ...(tenant !== undefined && { tenant }),
      expected: whole.expected.fraction,
      target,
      headroomMinutes: (whole.expected.fraction - target) * minutes,
      parts: whole.parts,
      weakest: [...whole.parts].sort((one, other) => one.share - other.share).slice(0, 3),
      assumptions: [
        ...whole.expected.assumptions,
        ...(clause.plannedCounts ? [PLANNED_WORK] : []),
        ...(clause.measured === "always" ? [] : [`faults fall evenly into and out of "${clause.measured}"`]),
      ],
      lacks: whole.lacks,
      unknown: whole.unknown,
    };
  });
}

function published(name: string, levels: readonly PublishedLevelName[]): Availability {
  return inSeries(name, levels.map(publishedAvailability));
}

function partOf(level: PublishedLevelName): Part {
  const { service, percent } = PUBLISHED_LEVELS[level];
  return { name: service, share: percent / 100 };
}

/** The request path up to the platform's own edge; a warm site counts where databases fail over to it. */
function platformPath(cell: ResourceSet, agreement: Agreement, tenant: string | undefined): Path {
  const region = (role: "active" | "warm") => agreement.sites.find((site) => site.role === role)?.region;
  const active = requestPath(cell, region("active") ?? "", tenant);
  const levels = active.parts.map(({ level }) => level);
  const warm = region("warm");
  const entry: PublishedLevelName = cell.ofType("trafficmanager:Profile").length > 0 ? "trafficManager" : "dns";
  const { lacks, unknown } = active;
  if (warm === undefined || cell.ofType("sql:FailoverGroup").length === 0) {
    const all = [entry, ...levels];
    return { expected: published("platform", all), parts: all.map(partOf), lacks, unknown };
  }
  const standby = requestPath(cell, warm, tenant);
  const one = published("active site", levels);
  const both = withStandby("standby site", {
    active: one,
    standby: published(
      "standby site",
      standby.parts.map(({ level }) => level),
    ),
    failoverMinutes: takeoverMinutes(agreement),
    success: TAKEOVER_SUCCESS,
    outagesPerYear: OUTAGES_PER_YEAR,
  });
  return {
    expected: inSeries("platform", [publishedAvailability(entry), both]),
    parts: [partOf(entry), ...levels.map(partOf), { name: `gained by ${warm}`, share: both.fraction / one.fraction }],
    lacks: [...lacks, ...standby.lacks],
    unknown: [...unknown, ...standby.unknown],
  };
}

function withSignIn(platform: Path): Path {
  return {
    ...platform,
    expected: inSeries("url", [platform.expected, published("sign-in", SIGN_IN)]),
    parts: [...platform.parts, ...SIGN_IN.map(partOf).map(({ name, share }) => ({ name: `${name} (sign-in)`, share }))],
  };
}

/** Takes off what the agreement counts beside faults: restores, and the work lost since the backup. */
function withRestores(
  cell: ResourceSet,
  agreement: Agreement,
  { restoreCounts = [] }: Agreement["availability"][number],
  path: Path,
): Path {
  if (restoreCounts.length === 0) return path;
  const sizes = cell.ofType("sql:Database").map((database) => Number(valueOf(database, "maxSizeBytes") ?? 0));
  const minutes = RESTORES_PER_YEAR * restoreCost(agreement, restoreCounts, Math.max(0, ...sizes) / 2 ** 30);
  const part = availability("restores", 1 - minutes / MINUTES_PER_YEAR, [
    `${RESTORES_PER_YEAR} restore a year after an internal fault costs ${minutes} minutes, as if of all tenants`,
  ]);
  return {
    ...path,
    expected: inSeries("with restores", [path.expected, part]),
    parts: [...path.parts, { name: "Restores", share: part.fraction }],
  };
}
