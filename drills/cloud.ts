/**
 * What a drill needs of a cloud. The local cloud has an adapter for it; nothing in a drill knows another way.
 * Times are milliseconds since 1970, virtual in the local cloud.
 */

export type Instant = number;

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** Something that fails until it is repaired. */
export type Fault =
  | { readonly kind: "region"; readonly region: string }
  | { readonly kind: "zone"; readonly region: string; readonly zone: string }
  | { readonly kind: "resource"; readonly resourceId: string }
  | { readonly kind: "monitoring" };

export interface CloudResource {
  readonly id: string;
  readonly type: string;
  readonly body: unknown;
}

/** An object inside of a Kubernetes cluster, as its API server answers. */
export interface ClusterObject {
  /** ARM id of the cluster. */
  readonly cluster: string;
  readonly object: unknown;
}

export interface ServingPlace {
  readonly name: string;
  /** Ids of what has to work there. */
  readonly needs: readonly string[];
  readonly databaseId: string;
}

/** Users of a tenant, who write a numbered marker at every tick for which somebody answers. */
export interface Workload {
  readonly id: string;
  readonly everySeconds: number;
  readonly entryId?: string;
  readonly places: readonly ServingPlace[];
}

export interface ServiceSpan extends Span {
  readonly isServed: boolean;
  readonly place: string;
  readonly reasons: readonly string[];
  readonly databaseId?: string;
}

/** Markers without gaps, with the commit times of the first and the last. */
export interface MarkerRun extends Span {
  readonly first: number;
  readonly last: number;
}

export interface CopySchedule {
  readonly name: string;
  readonly databaseId: string;
  readonly accountId: string;
  readonly epoch: Instant;
  readonly everyMinutes: number;
  readonly takesMinutes: number;
  readonly keptDays: number;
}

export interface RestorePoint {
  readonly kind: "pointInTime" | "geo" | "longTerm" | "copy";
  readonly name?: string;
  readonly place: string;
  readonly earliest: Instant;
  readonly latest: Instant;
}

export interface RestorePoints {
  readonly points: readonly RestorePoint[];
  readonly none: readonly { readonly kind: RestorePoint["kind"]; readonly because: string }[];
}

export interface RaisedAlert {
  readonly ruleId: string;
  readonly resourceId: string;
  readonly severity: number;
  readonly at: Instant;
  /** Whether anybody is told of it. */
  readonly isTold: boolean;
}

/** What was done to a resource, and when. */
export interface CloudOperation {
  readonly kind: "create" | "update" | "delete";
  readonly id: string;
  readonly type: string;
  readonly started: string;
  readonly ended: string;
}

/** What is left of something that was deleted softly. */
export interface Tombstone {
  readonly id: string;
  readonly purgeAt: string;
}

/** Whether something that somebody tried to delete is gone, and Azure's reasons where it is not. */
export interface Destruction {
  readonly isGone: boolean;
  readonly refusals: readonly string[];
}

/** Whether a change that somebody tried to make is made, and Azure's reasons where it is not. */
export interface Alteration {
  readonly isDone: boolean;
  readonly refusals: readonly string[];
}

/** A cloud in which a drill is carried out. */
export interface DrillCloud {
  now(): Promise<Instant>;
  /** Lets time pass until a moment; one that is over changes nothing. */
  waitUntil(moment: Instant): Promise<void>;
  resources(scope?: string): Promise<readonly CloudResource[]>;
  /** What is in all clusters. */
  clusterObjects(): Promise<readonly ClusterObject[]>;
  operations(): Promise<readonly CloudOperation[]>;
  softDeleted(): Promise<readonly Tombstone[]>;

  /** @returns the number by which it is repaired */
  breakDown(fault: Fault): Promise<number>;
  repair(number: number): Promise<void>;
  /** Numbers of faults that last. */
  openFaults(): Promise<readonly number[]>;
  /** Loses all rows of a database that goes on working. */
  empty(databaseId: string): Promise<void>;

  /** Deletes a resource as somebody does who may delete everything around it. */
  destroy(id: string): Promise<Destruction>;
  /** Changes a resource as somebody does who may change everything. @param change merged into its body (RFC 7386) */
  change(id: string, change: unknown): Promise<Alteration>;

  startWorkload(workload: Workload): Promise<void>;
  scheduleCopies(schedule: CopySchedule): Promise<void>;
  service(workload: string): Promise<readonly ServiceSpan[]>;
  markers(workload: string, databaseId: string): Promise<readonly MarkerRun[]>;
  alerts(span: Span): Promise<readonly RaisedAlert[]>;
  restorePoints(databaseId: string): Promise<RestorePoints>;

  /** @param groupId of the failover group on the server that becomes the primary */
  failOver(groupId: string, allowDataLoss: boolean): Promise<Span>;
  importCopies(
    requests: readonly { readonly databaseId: string; readonly sourceDatabaseId: string; readonly copy: string }[],
    atOnce: number,
  ): Promise<readonly (Span & { readonly asOf: Instant })[]>;
  /** Changes a tenant's public name. */
  point(workload: string, place: string, ttlSeconds: number): Promise<void>;
  /** Moves a tenant's connection record. */
  connect(workload: string, databaseId: string): Promise<void>;
}
