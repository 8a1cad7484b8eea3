import type { CopyContainer } from "../copies/copy-container";
import type { JobContext } from "../job/run-job";
import type { RestoreOrders } from "./restore-orders";
import type { RestoreRequest } from "./restore-request";

export type RestoreStep = "started" | "finished" | "failed";

/** What a record says of a restore, besides the step. */
export interface RestoreRecord {
  readonly database: string | undefined;
  readonly reason?: string;
}

function detailsOf(orders: RestoreOrders, request: RestoreRequest, record: RestoreRecord) {
  const { from } = request;
  return {
    request: request.id,
    requestedBy: request.requestedBy,
    requestedAt: request.requestedAt.toISOString(),
    why: request.reason,
    tenant: orders.tenant,
    generation: orders.generation,
    source: orders.sourceDatabaseId,
    from: from.kind,
    to: from.kind === "pointInTime" ? from.at.toISOString() : from.kind === "copy" ? from.slot.toISOString() : null,
    database: record.database ?? null,
    failure: record.reason ?? null,
  };
}

/** Where the archive has what restores of a tenant record. */
export function recordsOfTenant(tenant: string): string {
  return `restores/${tenant}/`;
}

/** Where the archive has the records of a request. */
export function recordsOf(tenant: string, request: string): string {
  return `${recordsOfTenant(tenant)}${request}/`;
}

const MESSAGES: Readonly<Record<RestoreStep, string>> = {
  started: "A restore of this tenant's data has begun.",
  finished: "The restored data is there as a new generation. Nobody uses it until a person promotes it.",
  failed: "A restore of this tenant's data failed.",
};

/**
 * Says for good who restored what, when and why: as a blob that cannot be written twice, and as the log record that raises
 * the alert. A repeated run finds the blob and says so again in the log only.
 */
export async function recordRestore(
  container: CopyContainer,
  orders: RestoreOrders,
  request: RestoreRequest,
  step: RestoreStep,
  record: RestoreRecord,
  context: JobContext,
): Promise<void> {
  const details = detailsOf(orders, request, record);
  const body = {
    schemaVersion: 1,
    time: context.now().toISOString(),
    step,
    run: context.run,
    platform: context.platform,
    environment: context.environment,
    ...details,
  };
  // A failure may be followed by another run's success, so failures are told apart by their run.
  const name = `${recordsOf(orders.tenant, request.id)}${step === "failed" ? `failed-${context.run}` : step}.json`;
  context.records.log({
    severity: step === "failed" ? "error" : "warning",
    event: `restore.${step}`,
    message: record.reason === undefined ? MESSAGES[step] : `${MESSAGES[step]} ${record.reason}`,
    details,
  });
  await container.create(name, `${JSON.stringify(body)}\n`, "application/json");
}
