import type { Instant } from "../cloud";

/** A tenant's database that is deployed. */
export interface LiveDatabase {
  readonly tenant: string;
  readonly generation: string;
  readonly databaseId: string;
  readonly created: Instant;
}

/** Markers that were committed in a database (`jobs/database/markers.ts`). */
export interface LiveMarkers {
  readonly count: number;
  /** Number of the newest one. */
  readonly highest: number;
  /** When it was committed, by the clock of the database. */
  readonly newest: Instant;
  /** Numbers that are missing below it. */
  readonly holes: number;
}

/** The last record of a verification of an independent copy at a place. */
export interface VerifiedCopy {
  readonly tenant: string;
  readonly copy: string;
  readonly place: string;
  readonly outcome: "whole" | "damaged" | "undetermined";
  /** When it was verified. */
  readonly at: Instant;
  /** The moment to which the copy takes one back; absent where it could not be read. */
  readonly moment?: Instant;
}

/** Something that the engine did. */
export interface Change {
  readonly stack: string;
  readonly resource: string;
  readonly operation: "create" | "update" | "replace" | "delete";
}

/** Servers of a failover group, as they were deployed. */
export type GroupSide = "first" | "second";

/** A failover group of tenants' databases. */
export interface LiveGroup {
  readonly name: string;
  /** Ids of the group on each server. */
  readonly ids: Readonly<Record<GroupSide, string>>;
  /** The databases that it carries, on the first server. */
  readonly databases: readonly LiveDatabase[];
}

/** A platform where it is deployed for people, as far as a drill may touch it. Times are milliseconds since 1970. */
export interface LivePlatform {
  now(): Promise<Instant>;
  waitUntil(moment: Instant): Promise<void>;
  /** What `up` would do now; nothing where what is deployed is what the documents say. */
  pendingChanges(): Promise<readonly Change[]>;
  /** @throws Error where the tenant's serving database is not deployed */
  serving(tenant: string): Promise<LiveDatabase>;
  /**
   * Makes a generation of a tenant's data as it was at a moment, and changes nothing else. A repetition goes on where a
   * killed one stopped.
   *
   * @throws Error where somebody restores the tenant already, or where it would change something else; nothing is done then
   */
  restoreBeside(
    tenant: string,
    to: Instant,
  ): Promise<{ readonly database: LiveDatabase; readonly changes: readonly Change[] }>;
  /**
   * Removes what `restoreBeside` made of that moment, and nothing else; where there is none it does nothing.
   *
   * @throws Error where it would change something else, or where the engine cannot know whether it was made; nothing is
   *   done then
   */
  discard(tenant: string, to: Instant): Promise<readonly Change[]>;
  /** Commits the next marker in a database; the verification of backups does the same. */
  mark(database: LiveDatabase): Promise<LiveMarkers>;
  /** Markers that were committed until a moment; undefined where the database has none. */
  markers(database: LiveDatabase, until: Instant): Promise<LiveMarkers | undefined>;
  /** The newest record of every copy that was verified since a moment. */
  verifiedCopies(since: Instant): Promise<readonly VerifiedCopy[]>;
  groups(): Promise<readonly LiveGroup[]>;
  /** The side that is primary now. */
  primarySide(group: LiveGroup): Promise<GroupSide>;
  /** Makes a side the primary without losing anything, and waits until it is. */
  failOver(group: LiveGroup, to: GroupSide): Promise<void>;
}

/** The same database on the other server of its group. */
export function onSide(database: LiveDatabase, group: LiveGroup, side: GroupSide): LiveDatabase {
  const server = group.ids[side].split(/\/failoverGroups\//i)[0] ?? "";
  return { ...database, databaseId: `${server}/databases/${database.databaseId.split("/").at(-1) ?? ""}` };
}
