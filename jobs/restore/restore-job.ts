import type { BacpacTool } from "../bacpac/bacpac-tool";
import { readSqlPackage } from "../bacpac/read-sqlpackage";
import { keyStoresOf } from "../copies/key-stores";
import { containersFor } from "../copies/place";
import { pause } from "../job/pause";
import type { Job } from "../job/run-job";
import { readAzureAccess, type AzureAccess } from "../management/connect";
import { SqlDatabases } from "../management/sql-databases";
import { restoreGeneration } from "./restore-generation";
import { readRestoreOrders, type RestoreOrders } from "./restore-orders";
import { watchRequests } from "./watch-requests";

/** Restores one tenant's data into a new generation, and records it. */
export const restoreJob: Job<{
  readonly orders: RestoreOrders;
  readonly access: AzureAccess;
  readonly tool: BacpacTool;
}> = {
  name: "restore",
  read: (variables, given) => ({
    orders: readRestoreOrders(variables),
    access: readAzureAccess(variables, given),
    tool: readSqlPackage(variables, given),
  }),
  tenantOf: ({ orders }) => orders.tenant,
  run: ({ orders, access, tool }, context) => {
    const manager = access.manager(context.signal);
    const services = {
      manager,
      databases: new SqlDatabases(manager, context.signal),
      tool,
      openContainer: containersFor(access.credential),
      keyStores: keyStoresOf(access.tokens, orders.copySource?.keyFolder, context.signal),
      pause,
    };
    return orders.watch === undefined
      ? restoreGeneration(orders, services, context)
      : watchRequests(orders, orders.watch, services, context);
  },
};
