import type { BacpacTool } from "../bacpac/bacpac-tool";
import { readSqlPackage } from "../bacpac/read-sqlpackage";
import { containersFor } from "../copies/place";
import { connectWith } from "../database/tedious-connection";
import type { Job } from "../job/run-job";
import { readAzureAccess, type AzureAccess } from "../management/connect";
import { SqlDatabases } from "../management/sql-databases";
import { exportCopy, LAYOUT } from "./export-copy";
import { readExportOrders, type ExportOrders } from "./export-orders";

/** Makes an independent copy of one tenant's database. */
export const exportJob: Job<{
  readonly orders: ExportOrders;
  readonly access: AzureAccess;
  readonly tool: BacpacTool;
}> = {
  name: "export",
  read: (variables, given) => ({
    orders: readExportOrders(variables),
    access: readAzureAccess(variables, given),
    tool: readSqlPackage(variables, given),
  }),
  tenantOf: ({ orders }) => orders.tenant,
  run: ({ orders, access, tool }, context) =>
    exportCopy(
      orders,
      {
        databases: new SqlDatabases(access.manager(context.signal), context.signal),
        connect: connectWith(access.tokens),
        tool,
        openContainer: containersFor(access.credential),
        layout: LAYOUT,
      },
      context,
    ),
};
