import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { pause } from "../job/pause";
import { ArmServer } from "../test-bed/arm-server";
import { capturedContext } from "../test-bed/captured-records";
import { scanDatabase } from "./scan-database";

const DATABASE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/sql-one/databases/sqldb-one";
const ASSESSMENT = `${DATABASE}/providers/Microsoft.Security/sqlVulnerabilityAssessments/default`;
const LATEST = `${ASSESSMENT}/scans/latest`;

let arm: ArmServer;
beforeAll(async () => {
  arm = await ArmServer.start();
});
afterAll(() => arm.stop());
beforeEach(() => {
  arm.resources.clear();
  arm.requests.length = 0;
});

const scan = (name: string, endTime: string | undefined, totalFailedRulesCount: number) => ({
  name,
  properties: { state: endTime === undefined ? "InProgress" : "Passed", endTime, totalFailedRulesCount },
});

/** Azure's answer to a started scan: some looks later, its result is there. */
function scanEnds(after: number, result: object): void {
  let looks = 0;
  let started = false;
  arm.onRequest = ({ method, id }) => {
    if (method === "POST" && id.endsWith("/initiateScan")) started = true;
    if (started && id === LATEST && (looks += 1) > after) arm.resources.set(LATEST, { ...result });
  };
}

function run() {
  let clock = Date.parse("2026-01-10T02:00:00Z");
  const context = capturedContext(() => new Date((clock += 60_000)));
  const services = {
    manager: arm.client(context.signal),
    pause: (_: number, until: AbortSignal) => pause(1, until),
  };
  return { context, outcome: scanDatabase({ databaseId: DATABASE }, services, context) };
}

it("waits for the scan that it started, not for the one of last week", async () => {
  arm.resources.set(LATEST, scan("Scheduled-20260104", "2026-01-04T02:00:00Z", 9));
  scanEnds(3, scan("OnDemand-20260110", "2026-01-10T02:02:00Z", 0));
  const { context, outcome } = run();
  expect(await outcome).toBe("done");
  expect(context.metric("scan.findings")).toBe(0);
  expect(context.metric("scan.age")).toBeLessThan(3600);
  expect(context.events).toEqual(["scan.started"]);
});

it("says what it found", async () => {
  scanEnds(1, scan("OnDemand-20260110", "2026-01-10T02:02:00Z", 2));
  const { context, outcome } = run();
  expect(await outcome).toBe("done");
  expect(context.events).toEqual(["scan.started", "scan.finding"]);
  expect(context.metric("scan.findings")).toBe(2);
});

it("counts a scan that Azure is at already", async () => {
  arm.behaviour.failWith = { code: "DatabaseVulnerabilityAssessmentScanIsAlreadyInProgress", message: "Wait." };
  scanEnds(1, scan("Scheduled-20260110", "2026-01-10T02:02:00Z", 0));
  expect(await run().outcome).toBe("done");
});

it("gives up a scan that never ends", async () => {
  arm.resources.set(LATEST, scan("Scheduled-20260104", "2026-01-04T02:00:00Z", 0));
  arm.onRequest = () => undefined;
  await expect(run().outcome).rejects.toThrow("has not ended within 30 minutes");
});
