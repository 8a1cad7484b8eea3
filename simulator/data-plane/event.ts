import type { ArmBody } from "../arm/resource";
import type { CopySchedule, Fault, Instant, Workload } from "../wire/data-plane-messages";

/** Something that happened in the local cloud and that its resources do not tell afterwards. */
export type DataPlaneEvent =
  | { readonly kind: "fault"; readonly at: Instant; readonly number: number; readonly fault: Fault }
  | { readonly kind: "repair"; readonly at: Instant; readonly number: number }
  | { readonly kind: "workload"; readonly at: Instant; readonly workload: Workload }
  /** People changed the public name of a tenant; the old answer lives for its time to live. */
  | {
      readonly kind: "pointed";
      readonly at: Instant;
      readonly workload: string;
      readonly place: string;
      readonly ttlSeconds: number;
    }
  /** A connection record was changed: the application of a place uses another database. */
  | { readonly kind: "connected"; readonly at: Instant; readonly workload: string; readonly databaseId: string }
  | { readonly kind: "copies"; readonly at: Instant; readonly schedule: CopySchedule }
  /** Rows were lost within a database that goes on working: all that was in it. */
  | { readonly kind: "emptied"; readonly at: Instant; readonly databaseId: string }
  /** What is deleted takes its body along, and its backups' configuration. */
  | {
      readonly kind: "deleted";
      readonly at: Instant;
      readonly id: string;
      readonly type: string;
      readonly body: ArmBody;
    }
  /** What was changed, as it was before: backups that were made until then keep to it. */
  | { readonly kind: "replaced"; readonly at: Instant; readonly id: string; readonly body: ArmBody }
  | {
      readonly kind: "failover";
      readonly at: Instant;
      /** Name of the group, in lower case. */
      readonly group: string;
      /** Ids of servers, in lower case. */
      readonly from: string;
      readonly to: string;
      readonly allowDataLoss: boolean;
    }
  | {
      readonly kind: "imported";
      readonly at: Instant;
      readonly databaseId: string;
      readonly sourceDatabaseId: string;
      /** What the copy holds is of this moment. */
      readonly asOf: Instant;
    };

export const eventPrefix = "event!";

/** The key under which an event is stored; keys sort as the events do. */
export function eventKey(number: number): string {
  return eventPrefix + String(number).padStart(9, "0");
}

/** Everything that happened, oldest first. */
export class History {
  private readonly events: DataPlaneEvent[] = [];

  get count(): number {
    return this.events.length;
  }

  add(event: DataPlaneEvent): void {
    this.events.push(event);
  }

  of<K extends DataPlaneEvent["kind"]>(kind: K): readonly Extract<DataPlaneEvent, { readonly kind: K }>[] {
    return this.events.filter((event) => event.kind === kind) as Extract<DataPlaneEvent, { readonly kind: K }>[];
  }
}
