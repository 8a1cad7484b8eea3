import type { BacpacTool } from "../bacpac/bacpac-tool";
import { readSqlPackage } from "../bacpac/read-sqlpackage";
import { keyStoresOf } from "../copies/key-stores";
import { containersFor } from "../copies/place";
import { connectWith } from "../database/tedious-connection";
import type { Job } from "../job/run-job";
import { readAzureAccess, type AzureAccess } from "../management/connect";
import { SqlDatabases } from "../management/sql-databases";
import { readVerificationOrders, type VerificationOrders } from "./verification-orders";
import { verifyCopy } from "./verify-copy";
import { verifyLongTerm, verifyPointInTime } from "./verify-database";

/** Verifies one recovery point of one tenant. */
export const verificationJob: Job<{
  readonly orders: VerificationOrders;
  readonly access: AzureAccess;
  readonly tool: BacpacTool;
}> = {
  name: "verification",
  read: (variables, given) => ({
    orders: readVerificationOrders(variables),
    access: readAzureAccess(variables, given),
    tool: readSqlPackage(variables, given),
  }),
  tenantOf: ({ orders }) => orders.tenant,
  run: ({ orders, access, tool }, context) => {
    const databases = new SqlDatabases(access.manager(context.signal), context.signal);
    const connect = connectWith(access.tokens);
    switch (orders.recoveryPoint) {
      case "copy": {
        const keyStores = keyStoresOf(access.tokens, orders.keyFolder, context.signal);
        const openContainer = containersFor(access.credential);
        return verifyCopy(orders, { databases, connect, tool, openContainer, keyStores }, context);
      }
      case "pointInTime":
        return verifyPointInTime(orders, { databases, connect }, context);
      case "longTerm":
        return verifyLongTerm(orders, { databases, connect }, context);
    }
  },
};
