import type { Outcome } from "../job/exit-status";
import type { Pause } from "../job/pause";
import { secondsBetween } from "../job/records";
import type { JobContext } from "../job/run-job";
import { KINDS, type Variables } from "../job/variables";
import type { ResourceManager } from "../management/arm-client";
import { isAbsent, ServiceError } from "../management/service-error";
import { nameOf } from "../management/sql-databases";

export interface ScanOrders {
  readonly databaseId: string;
}

/** Reads the variables of `scan`; see `jobs/README.md`. */
export function readScanOrders(variables: Variables): ScanOrders {
  return { databaseId: variables.required("DATABASE_ID", KINDS.armId) };
}

export interface ScanServices {
  readonly manager: ResourceManager;
  readonly pause: Pause;
}

/** Express configuration (Microsoft Learn, defender-for-cloud/express-configuration-azure-commands, 2026-05). */
const API = "2026-04-01-preview";
const LOOK_EVERY_MS = 15_000;
/** Scans of large schemas take minutes (own estimate). */
const LONGEST_SCAN_MS = 1_800_000;

/** The newest scan as Azure describes it. */
interface Scan {
  readonly name: string;
  readonly ended: Date | undefined;
  readonly state: string;
  readonly findings: number;
}

function scanOf(body: unknown): Scan {
  const { name, properties } = body as {
    readonly name?: string;
    readonly properties?: Readonly<Record<string, unknown>>;
  };
  const text = (field: string): string => {
    const value = properties?.[field];
    return typeof value === "string" ? value : "";
  };
  const ended = new Date(text("endTime"));
  const findings = properties?.["totalFailedRulesCount"];
  return {
    name: name ?? "",
    ended: Number.isNaN(ended.getTime()) ? undefined : ended,
    state: text("state"),
    findings: typeof findings === "number" ? findings : 0,
  };
}

async function latestScan(assessment: string, manager: ResourceManager): Promise<Scan | undefined> {
  try {
    return scanOf(await manager.get(`${assessment}/scans/latest`, API));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function start(assessment: string, manager: ResourceManager): Promise<void> {
  try {
    await manager.post(`${assessment}/scans/initiateScan`, API);
  } catch (error) {
    // Azure's own weekly scan, or an earlier run's: that one counts as well.
    if (error instanceof ServiceError && /InProgress/i.test(error.code)) return;
    throw error;
  }
}

/**
 * Starts the vulnerability scan of a database, which Azure by itself starts once a week only, waits for its end and says
 * what it found. Findings are no failure of the scan: they raise an alert of their own.
 */
export async function scanDatabase(orders: ScanOrders, services: ScanServices, context: JobContext): Promise<Outcome> {
  const { manager, pause } = services;
  const assessment = `${orders.databaseId}/providers/Microsoft.Security/sqlVulnerabilityAssessments/default`;
  const dimensions = { database: nameOf(orders.databaseId) };
  const before = await latestScan(assessment, manager);
  const began = context.now();
  await start(assessment, manager);
  context.records.log({
    severity: "information",
    event: "scan.started",
    message: `The vulnerability scan of ${dimensions.database} has been started.`,
    details: dimensions,
  });
  let scan = await latestScan(assessment, manager);
  while (
    scan?.ended === undefined ||
    (scan.name === before?.name && scan.ended.getTime() === before.ended?.getTime())
  ) {
    if (context.now().getTime() - began.getTime() > LONGEST_SCAN_MS) {
      throw new Error(`The scan of ${dimensions.database} has not ended within ${LONGEST_SCAN_MS / 60_000} minutes.`);
    }
    await pause(LOOK_EVERY_MS, context.signal);
    scan = await latestScan(assessment, manager);
  }
  context.records.metric({ name: "scan.age", ...secondsBetween(scan.ended, context.now()), dimensions });
  context.records.metric({ name: "scan.findings", value: scan.findings, unit: "count", dimensions });
  if (scan.findings > 0) {
    context.records.log({
      severity: "warning",
      event: "scan.finding",
      message: `${scan.findings} rules of the vulnerability scan of ${dimensions.database} failed.`,
      details: { ...dimensions, scan: scan.name, state: scan.state },
    });
  }
  return "done";
}
