/** Arithmetic over availabilities: parts that are all needed, parts of which one is enough, a standby that takes over. */
import { InvalidInputError } from "../invalid-input";
import { PUBLISHED_LEVELS, type PublishedLevel, type PublishedLevelName } from "./published";

export interface Availability {
  readonly name: string;
  /** 0 to 1: the part of the time in which it works. */
  readonly fraction: number;
  /** What the figure takes for granted, each once. To be shown wherever the figure is. */
  readonly assumptions: readonly string[];
}

const INDEPENDENT_FAILURES = "parts fail independently of each other";
const CREDIT_THRESHOLDS =
  "published levels are thresholds for credit, not measurements; a monthly level holds in every month";

function requireFraction(fraction: number, what: string): void {
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new InvalidInputError([`${what} is ${fraction}; it must be from 0 to 1.`]);
  }
}

function unique(assumptions: readonly string[]): readonly string[] {
  return [...new Set(assumptions)].sort();
}

/** Products are taken in ascending order, so that the order in which parts are given changes no digit. */
function product(factors: readonly number[]): number {
  return [...factors].sort((a, b) => a - b).reduce((result, factor) => result * factor, 1);
}

/** An availability that something else than a published level gives: a measurement, a target, an estimate. */
export function availability(name: string, fraction: number, assumptions: readonly string[] = []): Availability {
  requireFraction(fraction, `Availability of ${name}`);
  return { name, fraction, assumptions: unique(assumptions) };
}

/** The published level of a service, with its condition and, for an estimate, the doubt as assumptions. */
export function publishedAvailability(level: PublishedLevelName): Availability {
  const { service, percent, condition, estimate }: PublishedLevel = PUBLISHED_LEVELS[level];
  return availability(service, percent / 100, [
    CREDIT_THRESHOLDS,
    `${service} ${percent} %: ${condition}`,
    ...(estimate === undefined ? [] : [`${service} ${percent} % is an estimate: ${estimate}`]),
  ]);
}

/** All parts are needed: the product of their availabilities. No parts are always available. */
export function inSeries(name: string, parts: readonly Availability[]): Availability {
  return availability(name, product(parts.map((part) => part.fraction)), [
    ...parts.flatMap((part) => part.assumptions),
    ...(parts.length > 1 ? [INDEPENDENT_FAILURES] : []),
  ]);
}

/**
 * One of the parts is enough, and traffic moves to it at once. For parts between which something must switch, use
 * `withStandby`.
 *
 * @throws InvalidInputError without parts: nothing cannot be redundant.
 */
export function inParallel(name: string, parts: readonly Availability[]): Availability {
  if (parts.length === 0) throw new InvalidInputError([`${name} has no parts; one at least must be given.`]);
  return availability(name, 1 - product(parts.map((part) => 1 - part.fraction)), [
    ...parts.flatMap((part) => part.assumptions),
    ...(parts.length > 1 ? [INDEPENDENT_FAILURES, `${name}: any part takes over at once`] : []),
  ]);
}

export interface Standby {
  readonly active: Availability;
  readonly standby: Availability;
  /** From the fault to the first healthy answer: detection, decision, promotion, and DNS time to live. */
  readonly failoverMinutes: number;
  /** How often a failover that is tried works, 0 to 1, when the standby itself is up. */
  readonly success: number;
  /** Into how many outages a year the active site's downtime falls. The fewer, the longer each, the more a standby helps. */
  readonly outagesPerYear: number;
}

const MINUTES_PER_YEAR = 365 * 24 * 60;

/**
 * An active site with a standby. Each outage lasts until the failover is through or, if that is sooner or the failover
 * fails, until the active site is back.
 */
export function withStandby(
  name: string,
  { active, standby, failoverMinutes, success, outagesPerYear }: Standby,
): Availability {
  requireFraction(success, `${name}: success of a failover`);
  if (!(failoverMinutes >= 0))
    throw new InvalidInputError([`${name}: failover takes ${failoverMinutes} minutes; 0 at least.`]);
  if (!(outagesPerYear > 0)) throw new InvalidInputError([`${name}: ${outagesPerYear} outages a year; more than 0.`]);
  const outageMinutes = ((1 - active.fraction) * MINUTES_PER_YEAR) / outagesPerYear;
  const taken = success * standby.fraction;
  const lostMinutes = taken * Math.min(failoverMinutes, outageMinutes) + (1 - taken) * outageMinutes;
  // Rounding may leave the range by a last digit where the active site is never up.
  const fraction = Math.max(0, 1 - (lostMinutes * outagesPerYear) / MINUTES_PER_YEAR);
  return availability(name, fraction, [
    ...active.assumptions,
    ...standby.assumptions,
    INDEPENDENT_FAILURES,
    `${name}: the downtime of the active site falls into ${outagesPerYear} outages a year`,
    `${name}: a failover takes ${failoverMinutes} minutes and works in ${success * 100} % of the outages in which the standby is up`,
  ]);
}

/** The minutes of a period in which something may be down at an availability (0 to 1). */
export function downtimeMinutes(fraction: number, periodMinutes: number): number {
  requireFraction(fraction, "Availability");
  if (!(periodMinutes >= 0)) throw new InvalidInputError([`A period of ${periodMinutes} minutes; 0 at least.`]);
  return (1 - fraction) * periodMinutes;
}
