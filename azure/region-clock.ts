import { InvalidInputError } from "./invalid-input";
import { regionNamed } from "./regions";

/** Every country of the table of regions keeps one clock, but for islands far away, where Azure has no region. */
const CLOCKS: Readonly<Record<string, string>> = {
  ...{ AT: "Europe/Vienna", BE: "Europe/Brussels", CH: "Europe/Zurich", DE: "Europe/Berlin", DK: "Europe/Copenhagen" },
  ...{ ES: "Europe/Madrid", FR: "Europe/Paris", GB: "Europe/London", IE: "Europe/Dublin", IT: "Europe/Rome" },
  ...{ NL: "Europe/Amsterdam", NO: "Europe/Oslo", PL: "Europe/Warsaw", SE: "Europe/Stockholm" },
};

/**
 * The IANA time zone of a region, on whose clock Azure keeps the hours that it chooses itself.
 *
 * @throws InvalidInputError where the region is not in the table
 */
export function regionClock(name: string): string {
  const { country } = regionNamed(name);
  const clock = CLOCKS[country];
  if (clock === undefined) throw new InvalidInputError([`No clock of ${name} in ${country} is known.`]);
  return clock;
}
