const NAMES = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** What people call a country, with its code: `Netherlands (NL)`; a group of countries, and anything else, as it is. */
export function countryName(code: string): string {
  const name = /^[A-Z]{2}$/.test(code) && code !== "EU" ? NAMES.of(code) : undefined;
  return name === undefined ? code : `${name} (${code})`;
}
