import { findIana, findWindows } from "windows-iana";
import { InvalidInputError } from "./invalid-input";

/**
 * The name by which Windows, and so Azure's maintenance configurations, know an IANA time zone, in the mapping that the
 * Unicode Consortium publishes.
 *
 * @throws InvalidInputError when Windows has none.
 */
export function windowsTimeZone(timeZone: string): string {
  const [name] = findWindows(timeZone);
  if (name === undefined) {
    throw new InvalidInputError([`Windows, and so Azure's maintenance windows, know no time zone "${timeZone}".`]);
  }
  return name;
}

/** An IANA time zone that keeps the clock of a Windows one; nothing where there is no zone of that name. */
export function ianaTimeZone(windows: string): string | undefined {
  return findIana(windows)[0];
}
