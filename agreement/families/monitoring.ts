import { z } from "zod";
import { clause } from "../clause";
import { durationSchema } from "../duration";

/** What is watched. All of it runs around the clock. */
export const monitoringSchema = clause({
  uptime: clause({ per: z.enum(["tenant", "platform"]), every: durationSchema }),
  backups: clause({
    per: z.enum(["tenant", "platform"]),
    late: durationSchema.describe("How long after its due time a missing backup raises an alert"),
  }).describe("Presence and age of every kind of backup"),
  servers: clause({}).describe("Servers and networks"),
  capacity: clause({ warnAt: z.number().gt(0).lt(100) }).describe("Use, in percent, at which an upgrade is planned"),
  intrusion: clause({}).describe("Attempts to break in raise an alert"),
  itself: clause({ silentFor: durationSchema }).describe("The monitoring is watched from another place"),
}).describe("Monitoring, 24 hours a day");
