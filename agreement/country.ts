import { z } from "zod";

// ISO 3166-1 alpha-2, the 249 officially assigned codes (ISO 3166 Maintenance Agency, 2024).
const assignedCodes =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA " +
  "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA " +
  "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
  "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS " +
  "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS " +
  "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW " +
  "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/** Every ISO 3166-1 alpha-2 code. */
export const countryCodes: readonly string[] = assignedCodes.split(" ");

/** An ISO 3166-1 alpha-2 country code. */
export const countrySchema = z
  .enum(countryCodes, { error: "an ISO 3166-1 country code such as NL, NO or SE" })
  .meta({ id: "country" });

/** Groups of countries that an agreement may name; who belongs to them depends on the date. */
const countryGroups = ["EU", "EEA"] as const;

/** A country, or a group of countries taken on the agreement's `membershipOn` date. */
export const placeSchema = z
  .enum([...countryCodes, ...countryGroups], {
    error: "an ISO 3166-1 country code such as NL, NO or SE, or one of EU, EEA",
  })
  .meta({ id: "place" });

interface Membership {
  readonly country: string;
  /** First day of membership. */
  readonly from: string;
  /** First day no longer a member. */
  readonly until?: string;
}

const since = (from: string, codes: string): readonly Membership[] =>
  codes.split(" ").map((country) => ({ country, from }));

// European Union, "Country profiles", dates of accession; the United Kingdom left on 31 January 2020 at midnight CET
// (Agreement on the withdrawal, OJ L 29, 31.1.2020).
const unionMembers: readonly Membership[] = [
  ...since("1958-01-01", "BE DE FR IT LU NL"),
  ...since("1973-01-01", "DK IE"),
  ...since("1981-01-01", "GR"),
  ...since("1986-01-01", "ES PT"),
  ...since("1995-01-01", "AT FI SE"),
  ...since("2004-05-01", "CY CZ EE HU LT LV MT PL SI SK"),
  ...since("2007-01-01", "BG RO"),
  ...since("2013-07-01", "HR"),
  { country: "GB", from: "1973-01-01", until: "2020-02-01" },
];

// EFTA, "EEA Agreement": in force since 1 January 1994, for Liechtenstein since 1 May 1995. The United Kingdom was
// treated as a member until the end of the transition period.
const economicAreaMembers: readonly Membership[] = [
  ...since("1994-01-01", "IS NO"),
  ...since("1995-05-01", "LI"),
  { country: "GB", from: "1994-01-01", until: "2021-01-01" },
];

const economicAreaStart = "1994-01-01";

function membersOn(members: readonly Membership[], date: string): readonly string[] {
  return members
    .filter((member) => member.from <= date && (member.until === undefined || date < member.until))
    .map((member) => member.country);
}

/** The countries that a list of countries and groups stands for on an ISO date, sorted, each once. */
export function countriesOf(places: readonly string[], date: string): readonly string[] {
  const countries = places.flatMap((place) => {
    if (place === "EU") {
      return membersOn(unionMembers, date);
    }
    if (place === "EEA") {
      return date < economicAreaStart
        ? []
        : [...membersOn(unionMembers, date), ...membersOn(economicAreaMembers, date)];
    }
    return [place];
  });
  return [...new Set(countries)].sort();
}
