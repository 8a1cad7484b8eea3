import { pause } from "../job/pause";
import type { Job } from "../job/run-job";
import { readAzureAccess, type AzureAccess } from "../management/connect";
import { readScanOrders, scanDatabase, type ScanOrders } from "./scan-database";

/** Scans one database for vulnerabilities. */
export const scanJob: Job<{ readonly orders: ScanOrders; readonly access: AzureAccess }> = {
  name: "scan",
  read: (variables, given) => ({ orders: readScanOrders(variables), access: readAzureAccess(variables, given) }),
  tenantOf: () => undefined,
  run: ({ orders, access }, context) =>
    scanDatabase(orders, { manager: access.manager(context.signal), pause }, context),
};
