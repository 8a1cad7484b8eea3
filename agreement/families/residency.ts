import { z } from "zod";
import { clause } from "../clause";
import { placeSchema } from "../country";

const places = z.array(placeSchema).min(1);

/** The countries in which each kind of data may rest, replicas and pairs included. */
export const residencySchema = clause({
  membershipOn: z.iso
    .date({ error: 'an ISO date such as "2026-11-22"' })
    .describe("Date on which membership of EU and EEA is read"),
  databases: places,
  backups: places.describe("Every kind of backup; a copy may narrow it with `in`"),
  documents: places,
  keys: places,
  logs: places.describe("Logs, metrics, traces and alert data"),
  images: places.describe("Container images of the platform's registry"),
  deployment: places.describe("Deployment state and the keys that encrypt its secrets"),
}).describe("Where data may rest");

/** Kinds of data whose place is agreed. */
export const residentData = ["databases", "backups", "documents", "keys", "logs", "images", "deployment"] as const;

/** A kind of data whose place is agreed. */
export type ResidentData = (typeof residentData)[number];
