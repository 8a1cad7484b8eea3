import type { Scenario } from "../scenario";
import { dataLoss } from "./data-loss";

const THREE_DAYS = 3 * 24 * 60;

const databaseLoss = dataLoss({
  name: "database-loss",
  title: "Loss of one tenant's data",
  summary:
    "All rows of one tenant's database are deleted by mistake. The program restores it to the minute before, beside the live platform, and nobody else notices.",
  fault: "Somebody deletes all rows of one tenant's database; everything goes on working",
  eyes: { heartbeatStops: false, usersCall: { by: "the tenant's users call: no metric shows lost rows" } },
  isNoticedInTime: true,
  beside: { kind: "now" },
});

const lateLoss = dataLoss({
  name: "late-loss",
  title: "A release that loses data, noticed three days later",
  summary:
    "A release destroys the rows of one tenant, and everything goes on working. It is noticed after three days, so the moment before it has to be kept that long.",
  fault: "A release destroys all rows of one tenant's database; everything goes on working",
  eyes: {
    heartbeatStops: false,
    usersCall: { by: "the tenant's users call after three days", afterMinutes: THREE_DAYS },
  },
  isNoticedInTime: false,
  beside: { kind: "ago", minutes: THREE_DAYS },
});

/** Drills about rows that are lost within a database that goes on working. */
export const dataLosses: readonly Scenario[] = [databaseLoss, lateLoss];
