import type { ArmBody } from "../arm/resource";
import type { ResourceManager } from "../arm/resource-manager";
import type { DataPlane } from "../data-plane/data-plane";
import type { CopySchedule, FailoverRequest, Fault, ImportRequest, Workload } from "../wire/data-plane-messages";
import type { ControlRoutes } from "./control-server";
import { Intruder } from "./intruder";

/** What a drill may do to a local cloud and ask of it; the client is the only caller and has types for all of it. */
export function dataPlaneRoutes(dataPlane: DataPlane, manager: ResourceManager): ControlRoutes {
  const intruder = new Intruder(manager, () => dataPlane.now);
  const text = (query: URLSearchParams, name: string): string => query.get(name) ?? "";
  return {
    "GET /faults": () => dataPlane.faults(),
    "POST /fault": async (_, body) => ({ number: await dataPlane.breakDown(body as Fault) }),
    "POST /repair": (_, body) => dataPlane.repair((body as { readonly number: number }).number),
    "POST /workload": (_, body) => dataPlane.start(body as Workload),
    "POST /copies": (_, body) => dataPlane.scheduleCopies(body as CopySchedule),
    "POST /point": (_, body) => {
      const { workload, place, ttlSeconds } = body as {
        readonly workload: string;
        readonly place: string;
        readonly ttlSeconds: number;
      };
      return dataPlane.point(workload, place, ttlSeconds);
    },
    "POST /connect": (_, body) => {
      const { workload, databaseId } = body as { readonly workload: string; readonly databaseId: string };
      return dataPlane.connect(workload, databaseId);
    },
    "POST /empty": (_, body) => dataPlane.empty((body as { readonly databaseId: string }).databaseId),
    "POST /failover": (_, body) => dataPlane.failOver(body as FailoverRequest),
    "POST /import": (_, body) => {
      const { requests, atOnce } = body as { readonly requests: readonly ImportRequest[]; readonly atOnce: number };
      return dataPlane.importCopies(requests, atOnce);
    },
    "POST /destroy": (_, body) => intruder.destroy((body as { readonly id: string }).id),
    "POST /change": (_, body) => {
      const { id, change } = body as { readonly id: string; readonly change: ArmBody };
      return intruder.change(id, change);
    },
    "GET /service": (query) => dataPlane.service(text(query, "workload")),
    "GET /markers": (query) => dataPlane.markers(text(query, "workload"), text(query, "database")),
    "GET /restore-points": (query) => dataPlane.restorePoints(text(query, "database")),
    "GET /alerts": (query) => dataPlane.alerts({ from: Number(query.get("from")), to: Number(query.get("to")) }),
  };
}
