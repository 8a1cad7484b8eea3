/** What those who run a recovery drill and a local cloud say to each other: faults, users at work, what is left. */

/** Virtual milliseconds since 1970. */
export type Instant = number;

/** From a moment up to and without another one. */
export interface TimeSpan {
  readonly from: Instant;
  readonly to: Instant;
}

/** Something that fails and stays so until it is repaired. */
export type Fault =
  | { readonly kind: "region"; readonly region: string }
  | { readonly kind: "zone"; readonly region: string; readonly zone: string }
  /** One resource stops working: a firewall, a gateway, a cluster, a database server, a key vault. */
  | { readonly kind: "resource"; readonly resourceId: string }
  /** No alert rule is evaluated. */
  | { readonly kind: "monitoring" };

/** A fault with its number, by which it is repaired. */
export interface ListedFault {
  readonly number: number;
  readonly fault: Fault;
  readonly from: Instant;
  /** Absent while it lasts. */
  readonly to?: Instant;
}

/** A place at which users of a tenant can be served. */
export interface ServingPlace {
  /** As people call it, such as a site's code. */
  readonly name: string;
  /** Ids of what has to work there: gateway, cluster. */
  readonly needs: readonly string[];
  /** The database that the application there connects to; where it is in a failover group, to its listener. */
  readonly databaseId: string;
}

/** Users of a tenant at work: they write a numbered marker at every tick for which somebody answers. */
export interface Workload {
  /** Of the tenant. */
  readonly id: string;
  readonly everySeconds: number;
  /** Id of the Traffic Manager profile that leads to the places; without one, the first place until people change it. */
  readonly entryId?: string;
  readonly places: readonly ServingPlace[];
}

/** How a tenant was served during a time. */
export interface ServiceSpan extends TimeSpan {
  readonly isServed: boolean;
  /** The place that users reached. */
  readonly place: string;
  /** Why nobody was served; empty otherwise. */
  readonly reasons: readonly string[];
  /** The database that took what was written; absent where nothing was. */
  readonly databaseId?: string;
}

/** Numbered markers in a database, oldest first, without gaps within one entry. */
export interface MarkerRun {
  readonly first: number;
  readonly last: number;
  /** Commit times of the first and the last. */
  readonly from: Instant;
  readonly to: Instant;
}

/** What an independent copy of a database can be made from, and when. */
export interface CopySchedule {
  /** As the agreement calls it. */
  readonly name: string;
  readonly databaseId: string;
  /** Storage account that holds it. */
  readonly accountId: string;
  /** A moment at which a copy begins; others follow and precede it at the interval. */
  readonly epoch: Instant;
  readonly everyMinutes: number;
  /** From the beginning until it is whole and checked; what it holds is of the beginning. */
  readonly takesMinutes: number;
  readonly keptDays: number;
}

/** A point to which a database can be restored. */
export interface RestorePoint {
  readonly kind: "pointInTime" | "geo" | "longTerm" | "copy";
  /** For a copy: its name. */
  readonly name?: string;
  /** Where it is, in words: a region, or the id of an account. */
  readonly place: string;
  readonly earliest: Instant;
  readonly latest: Instant;
}

export interface RestorePoints {
  readonly points: readonly RestorePoint[];
  /** Kinds that there are none of, with the reason. */
  readonly none: readonly { readonly kind: RestorePoint["kind"]; readonly because: string }[];
}

/** An alert that was raised. */
export interface RaisedAlert {
  readonly ruleId: string;
  readonly resourceId: string;
  /** 0 critical … 4 verbose. */
  readonly severity: number;
  readonly at: Instant;
  /** Whether anybody is told: an action group of the rule that is switched on has a receiver. */
  readonly isTold: boolean;
}

export interface FailoverRequest {
  /** Id of the failover group on the server that becomes the primary. */
  readonly groupId: string;
  /** Whether it goes ahead when the present primary does not answer. */
  readonly allowDataLoss: boolean;
}

/** An import of an independent copy into a database that is there and empty. */
export interface ImportRequest {
  readonly databaseId: string;
  readonly copy: string;
  readonly sourceDatabaseId: string;
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
