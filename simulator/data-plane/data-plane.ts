import type { Cloud } from "../arm/cloud";
import type { CloudWriter } from "../arm/cloud-writer";
import type { Mutation } from "../arm/mutation";
import { ArmError } from "../arm/problem";
import { idKey, parseResourceId } from "../arm/resource-id";
import { numberAt, objectsAt, textListAt } from "../models/read-body";
import { refusal } from "../models/refusal";
import { withProperties } from "../models/stored-body";
import { importDuration, RECOVERY_TIMES } from "../../azure/recovery-times";
import type {
  CopySchedule,
  FailoverRequest,
  Fault,
  ImportRequest,
  Instant,
  ListedFault,
  MarkerRun,
  RaisedAlert,
  RestorePoints,
  ServiceSpan,
  TimeSpan,
  Workload,
} from "../wire/data-plane-messages";
import { alertsIn } from "./alerts";
import { Contents, workloadNamed } from "./contents";
import type { DataPlaneEvent } from "./event";
import { dueFailovers } from "./automatic-failover";
import { bothWork, erasOf, groupOf, primaryAt, type Group } from "./failover-groups";
import { faultsIn } from "./faults";
import { knownResource, outagesOf, reasonAt } from "./outages";
import { copiesOf, restorePointsOf } from "./restore-points";
import { markersIn, serviceOf, type StartedWorkload } from "./service";

const MINUTE = 60_000;
const GIB = 2 ** 30;

/** Data, users and faults of the local cloud: what happens is stored, everything else is worked out when asked for. */
export class DataPlane {
  constructor(
    private readonly cloud: Cloud,
    private readonly writer: CloudWriter,
  ) {
    writer.whatTimeBrings = () =>
      dueFailovers(cloud, this.now).flatMap(({ group, from, to, at }, index) => [
        ...this.roles(group, to),
        this.event({ kind: "failover", at, group: group.name, from, to, allowDataLoss: true }, index),
      ]);
  }

  get now(): Instant {
    return Date.parse(this.cloud.now);
  }

  faults(): readonly ListedFault[] {
    return faultsIn(this.cloud.history);
  }

  /** Lets something fail from now on; gives the number by which it is repaired. */
  async breakDown(fault: Fault): Promise<number> {
    const number = this.faults().length + 1;
    await this.add({ kind: "fault", at: this.now, number, fault });
    return number;
  }

  /** Repairs a fault; one that is repaired already stays as it is. */
  async repair(number: number): Promise<void> {
    const fault = this.faults().find((each) => each.number === number);
    if (fault === undefined) throw new RangeError(`there is no fault ${number}`);
    if (fault.to === undefined) await this.add({ kind: "repair", at: this.now, number });
  }

  /** Lets users of a tenant work from now on, or replaces where they do. */
  async start(workload: Workload): Promise<void> {
    const missing = workload.places.flatMap(({ needs, databaseId }) =>
      // What served somebody once may be gone by now; what it served before is known all the same.
      [...needs, databaseId].filter((id) => knownResource(this.cloud, id) === undefined),
    );
    if (missing.length > 0 || workload.places.length === 0) {
      throw new RangeError(`workload ${workload.id} needs places that exist; missing: ${missing.join(", ") || "all"}`);
    }
    await this.add({ kind: "workload", at: this.now, workload });
  }

  async scheduleCopies(schedule: CopySchedule): Promise<void> {
    await this.add({ kind: "copies", at: this.now, schedule });
  }

  /** Changes a tenant's public name, which others remember for some time. */
  async point(workload: string, place: string, ttlSeconds: number): Promise<void> {
    const known = this.workload(workload).places.map(({ name }) => name);
    if (!known.includes(place)) throw new RangeError(`${workload} has no place "${place}"; it has ${known.join(", ")}`);
    await this.add({ kind: "pointed", at: this.now, workload, place, ttlSeconds });
  }

  /** Moves a tenant's connection record to another database. */
  async connect(workload: string, databaseId: string): Promise<void> {
    if (this.cloud.get(databaseId) === undefined) throw new RangeError(`${databaseId} does not exist`);
    await this.add({ kind: "connected", at: this.now, workload: this.workload(workload).id, databaseId });
  }

  /** Loses all rows of a database that goes on working, as a bad release or a mistake does. */
  async empty(databaseId: string): Promise<void> {
    await this.add({ kind: "emptied", at: this.now, databaseId });
  }

  service(workload: string): readonly ServiceSpan[] {
    return serviceOf(this.cloud, this.workload(workload), this.now);
  }

  /** Markers of a tenant that are in a database at a moment. @param at now, where it is left out */
  markers(workload: string, databaseId: string, at: Instant = this.now): readonly MarkerRun[] {
    return markersIn(this.workload(workload), new Contents(this.cloud).of(databaseId, at));
  }

  restorePoints(databaseId: string): RestorePoints {
    return restorePointsOf(this.cloud, databaseId, this.now);
  }

  alerts(span: TimeSpan): readonly RaisedAlert[] {
    return alertsIn(this.cloud, span);
  }

  /** Makes the server of a failover group its primary; time goes on as long as that takes. */
  async failOver({ groupId, allowDataLoss }: FailoverRequest): Promise<TimeSpan> {
    const [database] = textListAt(this.cloud.get(groupId)?.body ?? {}, "properties.databases");
    const group = database === undefined ? undefined : groupOf(this.cloud, database);
    const server = idKey(parseResourceId(groupId).parent ?? "");
    if (group === undefined) throw refused("ResourceNotFound", `${groupId} is no failover group with databases.`);
    const from = primaryAt(erasOf(this.cloud, group), this.now);
    if (from === server)
      throw refused("FailoverGroupAlreadyPrimary", `${server} is the primary of ${group.name} already.`);
    const reason = reasonAt(outagesOf(this.cloud, server), this.now);
    if (reason !== undefined) throw refused("ServiceUnavailable", `The server does not answer: ${reason}.`);
    if (!allowDataLoss && !bothWork(this.cloud, group, this.now)) {
      throw refused(
        "FailoverGroupPlannedFailoverFailed",
        "A planned failover needs the primary; allow the loss of data to fail over without it.",
      );
    }
    const started = this.now;
    await this.writer.advanceClock(RECOVERY_TIMES.failoverMinutes.value);
    const ended = this.now;
    await this.note([
      ...this.roles(group, server),
      this.event({ kind: "failover", at: ended, group: group.name, from, to: server, allowDataLoss }),
    ]);
    return { from: started, to: ended };
  }

  /**
   * Imports the newest independent copy that can be read into an empty database.
   *
   * @param atOnce how many imports run at the same time; the others wait
   */
  async importCopies(
    requests: readonly ImportRequest[],
    atOnce: number,
  ): Promise<readonly (TimeSpan & { readonly asOf: Instant })[]> {
    const started = this.now;
    const lanes = Array.from({ length: Math.max(1, atOnce) }, () => started);
    const planned = requests.map((request) => {
      const asOf = this.newestCopy(request);
      const lane = lanes.indexOf(Math.min(...lanes));
      const from = lanes[lane] ?? started;
      const to = from + importDuration(this.sizeGiB(request.sourceDatabaseId)) * MINUTE;
      lanes[lane] = to;
      return { request, asOf, from, to };
    });
    const last = Math.max(started, ...planned.map(({ to }) => to));
    await this.writer.advanceClock((last - started) / MINUTE);
    await this.note(
      planned.map(({ request: { databaseId, sourceDatabaseId }, asOf, to }, index) =>
        this.event({ kind: "imported", at: to, databaseId, sourceDatabaseId, asOf }, index),
      ),
    );
    return planned.map(({ from, to, asOf }) => ({ from, to, asOf }));
  }

  private newestCopy({ sourceDatabaseId, copy, databaseId }: ImportRequest): Instant {
    if (this.cloud.get(databaseId) === undefined) throw refused("ResourceNotFound", `${databaseId} does not exist.`);
    const found = copiesOf(this.cloud, sourceDatabaseId, this.now);
    const readable = found.flatMap((one) => ("latest" in one && one.name === copy ? [one.latest] : []));
    const newest = Math.max(...readable);
    if (readable.length > 0) return newest;
    const why = found.flatMap((one) => ("because" in one ? [one.because] : [])).join("; ");
    throw refused("BlobNotFound", `There is no copy "${copy}" of ${sourceDatabaseId} to import: ${why}.`);
  }

  private sizeGiB(databaseId: string): number {
    return (numberAt(this.cloud.get(databaseId)?.body ?? {}, "properties.maxSizeBytes") ?? 32 * GIB) / GIB;
  }

  private roles(group: Group, primary: string): readonly Mutation[] {
    return group.servers.flatMap((id) => this.inRole(`${id}/failoverGroups/${group.name}`, id === primary));
  }

  private inRole(id: string, isPrimary: boolean): readonly Mutation[] {
    const stored = this.cloud.get(id);
    if (stored === undefined) return [];
    const role = isPrimary ? "Primary" : "Secondary";
    const partnerServers = objectsAt(stored.body, "properties.partnerServers").map(({ value }) => ({
      ...value,
      replicationRole: isPrimary ? "Secondary" : "Primary",
    }));
    const body = withProperties(stored.body, { replicationRole: role, partnerServers });
    return [{ kind: "setResource", resource: { ...stored, body } }];
  }

  private workload(id: string): StartedWorkload {
    const workload = workloadNamed(this.cloud, id);
    if (workload === undefined) throw new RangeError(`nobody of ${id} is at work`);
    return workload;
  }

  private event(event: DataPlaneEvent, offset = 0): Mutation {
    return { kind: "addEvent", number: this.cloud.history.count + 1 + offset, event };
  }

  private add(event: DataPlaneEvent): Promise<void> {
    return this.writer.inTurn(() => this.writer.note([this.event(event)]));
  }

  private note(mutations: readonly Mutation[]): Promise<void> {
    return this.writer.inTurn(() => this.writer.note(mutations));
  }
}

function refused(code: string, message: string): ArmError {
  return new ArmError([refusal(code, message)]);
}
