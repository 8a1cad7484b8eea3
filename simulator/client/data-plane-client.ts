import type {
  Alteration,
  CopySchedule,
  Destruction,
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

/** Asks the local cloud and gives its answer. */
export type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Data, users and faults of a running local cloud. */
export class DataPlaneClient {
  constructor(private readonly ask: Ask) {}

  faults(): Promise<readonly ListedFault[]> {
    return this.ask("GET", "/faults");
  }

  /** Lets something fail from now on; gives the number by which it is repaired. */
  async breakDown(fault: Fault): Promise<number> {
    return (await this.ask<{ readonly number: number }>("POST", "/fault", fault)).number;
  }

  async repair(number: number): Promise<void> {
    await this.ask("POST", "/repair", { number });
  }

  async start(workload: Workload): Promise<void> {
    await this.ask("POST", "/workload", workload);
  }

  async scheduleCopies(schedule: CopySchedule): Promise<void> {
    await this.ask("POST", "/copies", schedule);
  }

  async point(workload: string, place: string, ttlSeconds: number): Promise<void> {
    await this.ask("POST", "/point", { workload, place, ttlSeconds });
  }

  async connect(workload: string, databaseId: string): Promise<void> {
    await this.ask("POST", "/connect", { workload, databaseId });
  }

  async empty(databaseId: string): Promise<void> {
    await this.ask("POST", "/empty", { databaseId });
  }

  failOver(request: FailoverRequest): Promise<TimeSpan> {
    return this.ask("POST", "/failover", request);
  }

  importCopies(
    requests: readonly ImportRequest[],
    atOnce: number,
  ): Promise<readonly (TimeSpan & { readonly asOf: Instant })[]> {
    return this.ask("POST", "/import", { requests, atOnce });
  }

  /** Deletes a resource as somebody does who may delete everything around it. */
  destroy(id: string): Promise<Destruction> {
    return this.ask("POST", "/destroy", { id });
  }

  /** Changes a resource as somebody does who may change everything, or makes one. @param change merged as RFC 7386 says */
  change(id: string, change: unknown): Promise<Alteration> {
    return this.ask("POST", "/change", { id, change });
  }

  service(workload: string): Promise<readonly ServiceSpan[]> {
    return this.ask("GET", `/service?workload=${encodeURIComponent(workload)}`);
  }

  markers(workload: string, databaseId: string): Promise<readonly MarkerRun[]> {
    const query = new URLSearchParams({ workload, database: databaseId });
    return this.ask("GET", `/markers?${query.toString()}`);
  }

  restorePoints(databaseId: string): Promise<RestorePoints> {
    return this.ask("GET", `/restore-points?database=${encodeURIComponent(databaseId)}`);
  }

  alerts({ from, to }: TimeSpan): Promise<readonly RaisedAlert[]> {
    return this.ask("GET", `/alerts?from=${from}&to=${to}`);
  }
}
