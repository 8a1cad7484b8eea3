import { Variables } from "../job/variables";
import { SERVER_ID, SOURCE_ID } from "../test-bed/tenant-world";
import { readRestoreOrders, type RestoreOrders } from "./restore-orders";

/** A request that somebody has recorded. */
export const request = {
  id: "case-42",
  requestedBy: "duty@pct.example",
  requestedAt: "2026-01-10T02:50:00Z",
  reason: "A release processed invoices wrongly.",
  from: { kind: "pointInTime", at: "2026-01-10T02:00:00Z" },
};

/** Orders for the tenant of the test world, as its program reads them. @param change what is otherwise, or besides */
export function restoreOrders(change: Readonly<Record<string, string>>): RestoreOrders {
  const variables = new Variables({
    TENANT: "acme",
    GENERATION: "1",
    SOURCE_DATABASE_ID: SOURCE_ID,
    TARGET_SERVER_ID: SERVER_ID,
    BACKUP_REDUNDANCY: "Zone",
    ...change,
  });
  const read = readRestoreOrders(variables);
  variables.check();
  return read;
}
