import Holidays from "date-holidays";

/** Which public holidays a calendar leaves out, and how its days of doubt are read. */
export interface HolidayReading {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Whether a day of doubt is worked on. It makes a difference in the Netherlands only. */
  readonly doubtful: "working" | "free";
}

// Days on which some Dutch employers work and others do not: Good Friday, and 5 May (a public holiday, but a day off
// once in five years or as agreed: Rijksoverheid, "Officiële feestdagen", 2024).
const daysOfDoubt: Readonly<Record<string, readonly string[]>> = { NL: ["easter -2", "05-05"] };

const years = new Map<string, ReadonlySet<string>>();

/** The ISO dates of a year on which nobody works, weekends not counted in unless a holiday falls on one.
 * @throws RangeError for a country whose holidays are not known */
export function holidaysOf(year: number, reading: HolidayReading): ReadonlySet<string> {
  const key = `${year} ${reading.country} ${reading.doubtful}`;
  const known = years.get(key);
  if (known !== undefined) {
    return known;
  }
  const dates = readHolidays(year, reading);
  years.set(key, dates);
  return dates;
}

function readHolidays(year: number, { country, doubtful }: HolidayReading): ReadonlySet<string> {
  if (!holidayCountries().includes(country)) {
    throw new RangeError(`the public holidays of ${country} are not known`);
  }
  const doubted = daysOfDoubt[country] ?? [];
  const days = new Holidays(country).getHolidays(year);
  return new Set(
    days
      .filter((day) => (doubted.includes(day.rule) ? doubtful === "free" : day.type === "public"))
      // The date as it stands in the country, whatever the time zone of this machine.
      .map((day) => day.date.slice(0, "2026-01-01".length)),
  );
}

/** Countries whose public holidays are known. */
export function holidayCountries(): readonly string[] {
  return Object.keys(new Holidays().getCountries());
}
