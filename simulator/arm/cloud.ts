import type { CloudView, Reference, Tombstone } from "./cloud-view";
import { History } from "../data-plane/event";
import { Blobs } from "./blobs";
import { ClusterObjects } from "./cluster-objects";
import { ReferenceIndex } from "./reference-index";
import type { ArmResource } from "./resource";
import { idKey, parseResourceId } from "./resource-id";

/** A resource as it is stored. */
export interface StoredResource extends ArmResource {
  /** Came with its parent and nobody has written it since, so that creating it is not a conflict. */
  readonly isDefault?: boolean;
}

/** A subscription of the local cloud. It has everything that was not expressly denied. */
export interface Subscription {
  readonly id: string;
  readonly tenantId: string;
  /** What was needed so far and was therefore assumed to be granted, as `kind:name`. */
  readonly assumed: readonly string[];
  /** What it must do without, as `kind:name`. */
  readonly denied: readonly string[];
}

/** All that is in the cloud, in memory and indexed. What changes it must be on disk first. */
export class Cloud implements CloudView {
  readonly clusterObjects = new ClusterObjects();
  readonly blobs = new Blobs();
  /** What happened beside the operations on resources: faults, users at work, what was lost. */
  readonly history = new History();
  private readonly resources = new Map<string, StoredResource>();
  private readonly childKeys = new Map<string, Set<string>>();
  private readonly typeKeys = new Map<string, Set<string>>();
  private readonly references = new ReferenceIndex();
  private readonly tombstones = new Map<string, Tombstone>();
  private readonly subscriptions = new Map<string, Subscription>();

  constructor(
    private readonly time: () => number,
    private readonly defaultTenant: string,
  ) {}

  get now(): string {
    return new Date(this.time()).toISOString();
  }

  get(id: string): StoredResource | undefined {
    return this.resources.get(idKey(id));
  }

  children(id: string, type?: string): readonly ArmResource[] {
    const children = this.pick(this.childKeys.get(idKey(id)));
    return type === undefined ? children : children.filter((child) => child.type.toLowerCase() === type.toLowerCase());
  }

  ofType(type: string, scope?: string): readonly ArmResource[] {
    const all = this.pick(this.typeKeys.get(type.toLowerCase()));
    return scope === undefined ? all : all.filter(({ id }) => idKey(id).startsWith(`${idKey(scope)}/`));
  }

  referencesTo(id: string): readonly Reference[] {
    return this.references.to(idKey(id));
  }

  softDeleted(type: string): readonly Tombstone[] {
    return this.allSoftDeleted().filter(({ resource }) => resource.type.toLowerCase() === type.toLowerCase());
  }

  tenantOf(subscriptionId: string): string {
    return this.subscription(subscriptionId).tenantId;
  }

  /** A subscription; one that is seen for the first time has everything. */
  subscription(id: string): Subscription {
    return this.subscriptions.get(id.toLowerCase()) ?? { id, tenantId: this.defaultTenant, assumed: [], denied: [] };
  }

  allSubscriptions(): readonly Subscription[] {
    return [...this.subscriptions.values()];
  }

  /** Every resource, in order of ids. */
  all(): readonly StoredResource[] {
    return this.pick(this.resources.keys());
  }

  /** Everything below a resource at any depth, extension resources included; deepest first. */
  below(id: string): readonly StoredResource[] {
    const direct = this.pick(this.childKeys.get(idKey(id)));
    return direct.flatMap((child) => [...this.below(child.id), child]);
  }

  /** What was soft-deleted and is not purged at the present virtual time. */
  allSoftDeleted(): readonly Tombstone[] {
    return [...this.tombstones.values()].filter(({ purgeAt }) => purgeAt > this.now);
  }

  setResource(resource: StoredResource): void {
    const key = idKey(resource.id);
    const { parent } = parseResourceId(resource.id);
    this.resources.set(key, resource);
    if (parent !== undefined) addTo(this.childKeys, idKey(parent), key);
    addTo(this.typeKeys, resource.type.toLowerCase(), key);
    this.references.set(key, resource);
  }

  removeResource(key: string): void {
    const resource = this.resources.get(key);
    if (resource === undefined) return;
    const { parent } = parseResourceId(resource.id);
    this.resources.delete(key);
    if (parent !== undefined) this.childKeys.get(idKey(parent))?.delete(key);
    this.typeKeys.get(resource.type.toLowerCase())?.delete(key);
    this.references.remove(key);
  }

  setTombstone(key: string, tombstone: Tombstone): void {
    this.tombstones.set(key, tombstone);
  }

  removeTombstone(key: string): void {
    this.tombstones.delete(key);
  }

  setSubscription(subscription: Subscription): void {
    this.subscriptions.set(subscription.id.toLowerCase(), subscription);
  }

  private pick(keys: Iterable<string> = []): readonly StoredResource[] {
    return [...keys].sort().flatMap((key) => this.resources.get(key) ?? []);
  }
}

function addTo(index: Map<string, Set<string>>, key: string, member: string): void {
  const members = index.get(key) ?? new Set<string>();
  members.add(member);
  index.set(key, members);
}
