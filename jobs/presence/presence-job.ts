import { containersFor } from "../copies/place";
import type { Job } from "../job/run-job";
import { readAzureAccess, type AzureAccess } from "../management/connect";
import { SqlDatabases } from "../management/sql-databases";
import { lookAtBackups, readPresenceOrders, type PresenceOrders } from "./look-at-backups";

/** Looks at the presence and age of one tenant's backups. */
export const presenceJob: Job<{ readonly orders: PresenceOrders; readonly access: AzureAccess }> = {
  name: "presence",
  read: (variables, given) => ({ orders: readPresenceOrders(variables), access: readAzureAccess(variables, given) }),
  tenantOf: ({ orders }) => orders.tenant,
  run: ({ orders, access }, context) => {
    const manager = access.manager(context.signal);
    const databases = new SqlDatabases(manager, context.signal);
    return lookAtBackups(orders, { manager, databases, openContainer: containersFor(access.credential) }, context);
  },
};
