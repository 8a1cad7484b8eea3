/** What a running local cloud and those who control it say to each other. Nothing here is Azure's. */

/** The state of a running local cloud. */
export interface SimulatorStatus {
  readonly processId: number;
  /** The release that runs. */
  readonly version: string;
  readonly stateFolder: string;
  /** Real time, ISO 8601. */
  readonly started: string;
  /** Real time of the last request of an engine, ISO 8601; absent before the first. */
  readonly lastUsed?: string;
  /** Idle hours after which it ends by itself. */
  readonly idleHours: number;
  /** Virtual time, ISO 8601. */
  readonly now: string;
  /** Ports on 127.0.0.1, by provider. */
  readonly providerPorts: ProviderPorts;
  readonly subscriptions: readonly SubscriptionStatus[];
  /** Operations since the cloud was made. */
  readonly operations: number;
}

export type ProviderPorts = Readonly<Record<string, number>>;

export interface SubscriptionStatus {
  readonly id: string;
  /** Number of resources by type, such as `Microsoft.Network/virtualNetworks`, in order of types. */
  readonly resources: Readonly<Record<string, number>>;
}

/** What the local cloud knows and what it had to refuse. */
export interface CoverageReport {
  /** Types with semantics of their own. */
  readonly modelled: readonly string[];
  /** Refusals since the process started, the most frequent first. */
  readonly refusals: readonly { readonly token: string; readonly reason: string; readonly count: number }[];
}

/** What a subscription has been given, or is to be denied, before Azure lets it do something. */
export interface Grant {
  readonly subscriptionId: string;
  readonly kind: "region" | "quota" | "provider" | "feature" | "certificate" | "key";
  /** For example `norwaywest`, `Microsoft.Network`, or `kvsopnoekey7c2a/sct-ab12-edg`: a certificate in a vault; a key has its address. */
  readonly name: string;
  /** `assumed`: it was needed, and assumed to be there. `denied`: what needs it is refused. */
  readonly state: "assumed" | "denied";
}

/** A resource as Azure would answer a GET. */
export interface ListedResource {
  readonly id: string;
  readonly type: string;
  readonly body: unknown;
}

/** An object inside of a Kubernetes cluster, as its API server answers. */
export interface ListedClusterObject {
  /** ARM id of the cluster. */
  readonly cluster: string;
  readonly object: unknown;
}

/** What was done to a resource, and how long Azure would have taken. */
export interface LoggedOperation {
  readonly number: number;
  readonly kind: "create" | "update" | "delete";
  readonly id: string;
  readonly type: string;
  /** Virtual time, ISO 8601. */
  readonly started: string;
  /** Virtual time, ISO 8601. */
  readonly ended: string;
}

/** A soft-deleted resource. */
export interface ListedTombstone {
  readonly id: string;
  readonly type: string;
  /** Virtual times, ISO 8601. */
  readonly deletedAt: string;
  readonly purgeAt: string;
}
