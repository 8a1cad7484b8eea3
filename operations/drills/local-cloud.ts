import type { DrillCloud } from "../../drills/cloud";
import type { SimulatorConnection } from "../../simulator/client/connection";

const MINUTE = 60_000;

/** The local cloud as a drill sees it. */
export function localCloud(connection: SimulatorConnection): DrillCloud {
  const { dataPlane } = connection;
  const now = async (): Promise<number> => Date.parse((await connection.status()).now);
  return {
    now,
    waitUntil: async (moment) => {
      const minutes = (moment - (await now())) / MINUTE;
      if (minutes > 0) await connection.advanceClock(minutes);
    },
    resources: (scope) => connection.resources(scope),
    clusterObjects: () => connection.clusterObjects(),
    operations: () => connection.operations(),
    softDeleted: () => connection.softDeleted(),
    breakDown: (fault) => dataPlane.breakDown(fault),
    repair: (number) => dataPlane.repair(number),
    openFaults: async () => (await dataPlane.faults()).filter(({ to }) => to === undefined).map(({ number }) => number),
    empty: (databaseId) => dataPlane.empty(databaseId),
    destroy: (id) => dataPlane.destroy(id),
    change: (id, change) => dataPlane.change(id, change),
    startWorkload: (workload) => dataPlane.start(workload),
    scheduleCopies: (schedule) => dataPlane.scheduleCopies(schedule),
    service: (workload) => dataPlane.service(workload),
    markers: (workload, databaseId) => dataPlane.markers(workload, databaseId),
    alerts: (span) => dataPlane.alerts(span),
    restorePoints: (databaseId) => dataPlane.restorePoints(databaseId),
    failOver: (groupId, allowDataLoss) => dataPlane.failOver({ groupId, allowDataLoss }),
    importCopies: (requests, atOnce) => dataPlane.importCopies(requests, atOnce),
    point: (workload, place, ttlSeconds) => dataPlane.point(workload, place, ttlSeconds),
    connect: (workload, databaseId) => dataPlane.connect(workload, databaseId),
  };
}
