import type { DrillCloud } from "../../drills/cloud";
import type { ArmBody } from "../../simulator/arm/resource";
import { Intruder } from "../../simulator/control/intruder";
import type { Simulator } from "../../simulator/simulator";

const MINUTE = 60_000;

/** A local cloud in this process, as a drill sees it. */
export function inProcessCloud(simulator: Simulator): DrillCloud {
  const { cloud, dataPlane, writer, manager } = simulator.parts;
  const intruder = new Intruder(manager, () => dataPlane.now);
  return {
    now: () => Promise.resolve(dataPlane.now),
    waitUntil: async (moment) => {
      if (moment > dataPlane.now) await writer.advanceClock((moment - dataPlane.now) / MINUTE);
    },
    resources: (scope = "") =>
      Promise.resolve(
        cloud
          .all()
          .filter(({ id }) => id.toLowerCase().startsWith(scope.toLowerCase()))
          .flatMap(({ id }) => manager.get(id) ?? []),
      ),
    clusterObjects: () => Promise.resolve(cloud.clusterObjects.all()),
    operations: () => Promise.resolve(simulator.operations()),
    softDeleted: () => Promise.resolve([]),
    breakDown: (fault) => dataPlane.breakDown(fault),
    repair: (number) => dataPlane.repair(number),
    openFaults: () =>
      Promise.resolve(dataPlane.faults().flatMap(({ number, to }) => (to === undefined ? [number] : []))),
    empty: (databaseId) => dataPlane.empty(databaseId),
    destroy: (id) => intruder.destroy(id),
    change: (id, change) => intruder.change(id, change as ArmBody),
    startWorkload: (workload) => dataPlane.start(workload),
    scheduleCopies: (schedule) => dataPlane.scheduleCopies(schedule),
    service: (workload) => Promise.resolve(dataPlane.service(workload)),
    markers: (workload, databaseId) => Promise.resolve(dataPlane.markers(workload, databaseId)),
    alerts: (span) => Promise.resolve(dataPlane.alerts(span)),
    restorePoints: (databaseId) => Promise.resolve(dataPlane.restorePoints(databaseId)),
    failOver: (groupId, allowDataLoss) => dataPlane.failOver({ groupId, allowDataLoss }),
    importCopies: (requests, atOnce) => dataPlane.importCopies(requests, atOnce),
    point: (workload, place, ttlSeconds) => dataPlane.point(workload, place, ttlSeconds),
    connect: (workload, databaseId) => dataPlane.connect(workload, databaseId),
  };
}
