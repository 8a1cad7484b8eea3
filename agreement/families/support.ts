import { z } from "zod";
import { clause } from "../clause";
import { durationSchema } from "../duration";

const severitySchema = clause({
  name: z.enum(["critical", "serious", "workable", "other"]),
  react: durationSchema.exactOptional().describe("Time to the first reaction; absent where none is promised"),
  resolve: durationSchema.exactOptional().describe("Time to the fix; absent where none is promised"),
  workingDays: z.boolean().exactOptional().describe("Whether P1D means one working day of the clock"),
  clock: z.string().describe("`always`, or the name of one of `calendars` that runs the time"),
  route: z.enum(["page", "email", "ticket"]).describe("How the duty engineer learns of it"),
});

const outageSchema = clause({
  longerThan: durationSchema,
  during: z.string().describe("`always`, or the name of one of `calendars`"),
  announcedWithin: durationSchema,
  summary: z.boolean().describe("Whether a summary with the total length goes out afterwards"),
});

/** How faults are reported, answered and announced. */
export const supportSchema = clause({
  severities: z.array(severitySchema).min(1),
  helpdesk: clause({
    hours: z.string().describe("`always`, or the name of one of `calendars`"),
    channels: z.array(z.enum(["phone", "email", "application"])).min(1),
  }).exactOptional(),
  levels: clause({ names: z.array(z.string().min(1)).min(1) }).exactOptional(),
  outage: outageSchema.exactOptional(),
  statusPage: clause({ places: z.array(z.enum(["sign-in page", "public page"])).min(1) }).exactOptional(),
  incidents: clause({ record: z.array(z.enum(["time", "owner", "measure"])).min(1) }).exactOptional(),
  securityService: clause({}).exactOptional().describe("A managed service watches for attacks around the clock"),
}).describe("Support");
