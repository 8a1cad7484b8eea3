import { z } from "zod";

const known: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

const zoneText = "an IANA time zone such as Europe/Amsterdam, Europe/Oslo or UTC";

/** An IANA time zone; offsets and abbreviations such as CET are refused because they say nothing about summer time. */
export const timeZoneSchema = z
  .string({ error: zoneText })
  .refine((zone) => known.has(zone), { error: zoneText })
  .meta({ id: "timeZone", description: "IANA time zone, for example Europe/Oslo" });
