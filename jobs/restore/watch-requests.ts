import type { CopyContainer } from "../copies/copy-container";
import type { Outcome } from "../job/exit-status";
import type { JobContext } from "../job/run-job";
import type { ResourceManager } from "../management/arm-client";
import { firedAlerts } from "./fired-alerts";
import { restoreGeneration, type RestoreServices } from "./restore-generation";
import type { RestoreOrders, RestoreWatch } from "./restore-orders";
import { recordsOf } from "./restore-records";
import { requestOfFired, type RestoreRequest } from "./restore-request";

/** After so many failures a request is left to the people whom each of them has alerted. */
const MOST_FAILURES = 3;

/**
 * Whether nothing is to be done for a request any more. What the archive says counts, not the database: a restored one may
 * have been promoted, or given up, since.
 */
async function isSettled(container: CopyContainer, tenant: string, { id }: RestoreRequest): Promise<boolean> {
  const folder = recordsOf(tenant, id);
  let failures = 0;
  for await (const { name } of container.list(folder)) {
    if (name === `${folder}finished.json`) return true;
    if (name.startsWith(`${folder}failed-`)) failures += 1;
  }
  return failures >= MOST_FAILURES;
}

/**
 * Looks for reasons to restore, by itself and at every hour: alerts about lost data that have fired, and a request that
 * somebody has recorded. Each is restored once, the oldest first; where there is none, nothing is done and nothing said.
 */
export async function watchRequests(
  orders: RestoreOrders,
  watch: RestoreWatch,
  services: RestoreServices & { readonly manager: ResourceManager },
  context: JobContext,
): Promise<Outcome> {
  const { tenant, records, request } = orders;
  if (watch.refused !== undefined) {
    context.records.log({
      severity: "error",
      event: "restore.failed",
      message: `The recorded request cannot be used, and nothing is restored by it. ${watch.refused}`,
      details: { tenant, failure: watch.refused },
    });
  }
  const alerts = await firedAlerts(services.manager, watch.alerts);
  const requests = [
    ...(request === undefined ? [] : [request]),
    ...alerts.map((alert) => requestOfFired(alert, watch.lookbackMilliseconds)),
  ];
  const container = services.openContainer(records.url, records.container, context.signal);
  const failures: Error[] = [];
  for (const one of requests) {
    if (await isSettled(container, tenant, one)) continue;
    try {
      await restoreGeneration({ ...orders, request: one }, services, context);
    } catch (error) {
      // Recorded by the restore itself. A reason that fails does not keep the others waiting.
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const [first] = failures;
  if (first !== undefined) throw first;
  return watch.refused === undefined ? "done" : "failed";
}
