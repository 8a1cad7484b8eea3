import type { Outcome } from "../job/exit-status";
import type { JobContext } from "../job/run-job";
import type { ResourceManager } from "../management/arm-client";
import { advanceRestore } from "./advance-restore";
import { firedAlerts } from "./fired-alerts";
import type { RestoreServices } from "./restore-generation";
import type { RestoreOrders, RestoreWatch, UnusableRequest } from "./restore-orders";
import { recordsOf } from "./restore-records";
import { requestOfFired } from "./restore-request";

/**
 * While so many restored generations stand, no alert begins another: whoever records losses again and again would fill the
 * server with copies of the tenant's data, until a restore that is needed finds no room. Ours.
 */
const MOST_BY_ALERTS = 3;

/** Says of a recorded request that it cannot be used, to whoever recorded it: once. Whether it was said now. */
async function refuse(
  { id, problem }: UnusableRequest,
  { tenant, records }: RestoreOrders,
  services: RestoreServices,
  context: JobContext,
): Promise<boolean> {
  const container = services.openContainer(records.url, records.container, context.signal);
  const body = { schemaVersion: 1, time: context.now().toISOString(), step: "failed", run: context.run, problem };
  const name = `${recordsOf(tenant, id)}failed.json`;
  for await (const said of container.list(name)) if (said.name === name) return false;
  // Said before it is noted as said, so that a run that is stopped in between does not keep it from everybody.
  context.records.log({
    severity: "error",
    event: "restore.failed",
    message: `The recorded request cannot be used, and nothing is restored by it. ${problem}`,
    details: { tenant, failure: problem },
  });
  await container.create(name, `${JSON.stringify(body)}\n`, "application/json");
  return true;
}

/**
 * Looks for reasons to restore, by itself and at every hour: alerts about lost data that have fired, and a request that
 * somebody has recorded. Each is taken one step further, the oldest first; where there is none, nothing is done and nothing
 * said.
 */
export async function watchRequests(
  orders: RestoreOrders,
  watch: RestoreWatch,
  services: RestoreServices & { readonly manager: ResourceManager },
  context: JobContext,
): Promise<Outcome> {
  const { request } = orders;
  const refused = watch.unusable !== undefined && (await refuse(watch.unusable, orders, services, context));
  const alerts = await firedAlerts(services.manager, watch.alerts);
  const requests = [
    ...(request === undefined ? [] : [request]),
    ...alerts.map((alert) => requestOfFired(alert, watch.lookbackMilliseconds)),
  ];
  const failures: Error[] = [];
  for (const one of new Map(requests.map((each) => [each.id, each])).values()) {
    try {
      await advanceRestore(orders, one, services, context, one === request ? undefined : MOST_BY_ALERTS);
    } catch (error) {
      context.signal.throwIfAborted();
      // Recorded by the restore itself. A reason that fails does not keep the others waiting.
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const [first] = failures;
  if (first !== undefined) throw first;
  return refused ? "unusable" : "done";
}
