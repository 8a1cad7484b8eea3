import { eventKey, eventPrefix, type DataPlaneEvent } from "../data-plane/event";
import { leavesFormerStates, leavesTraces } from "../data-plane/traces";
import type { Change, Entry } from "../store/store";
import { blobKey, type StoredBlob } from "./blobs";
import type { Cloud, StoredResource, Subscription } from "./cloud";
import type { Tombstone } from "./cloud-view";
import type { ClusterObject } from "./cluster-objects";
import type { ArmBody } from "./resource";
import { idKey, parseResourceId } from "./resource-id";
import type { Effect } from "./resource-model";

/** A change to the cloud, as it is stored and as it is done in memory. */
export type Mutation =
  | { readonly kind: "setResource"; readonly resource: StoredResource }
  | { readonly kind: "removeResource"; readonly id: string }
  | { readonly kind: "setTombstone"; readonly tombstone: Tombstone }
  | { readonly kind: "removeTombstone"; readonly id: string }
  | { readonly kind: "setSubscription"; readonly subscription: Subscription }
  | { readonly kind: "setObject"; readonly object: ClusterObject }
  | { readonly kind: "removeObject"; readonly cluster: string; readonly key: string }
  | { readonly kind: "setBlob"; readonly blob: StoredBlob }
  | { readonly kind: "removeBlob"; readonly blob: Omit<StoredBlob, "base64"> }
  /** Numbered from 1 without gaps. */
  | { readonly kind: "addEvent"; readonly number: number; readonly event: DataPlaneEvent };

const resourcePrefix = "resource!";
const tombstonePrefix = "tombstone!";
const subscriptionPrefix = "subscription!";
const objectPrefix = "object!";
const blobPrefix = "blob!";

/** The change of the store that stands for a mutation. */
export function changeOf(mutation: Mutation): Change {
  switch (mutation.kind) {
    case "setResource":
      return { type: "put", key: resourcePrefix + idKey(mutation.resource.id), value: mutation.resource };
    case "removeResource":
      return { type: "del", key: resourcePrefix + idKey(mutation.id) };
    case "setTombstone":
      return {
        type: "put",
        key: tombstonePrefix + idKey(mutation.tombstone.resource.id),
        value: mutation.tombstone,
      };
    case "removeTombstone":
      return { type: "del", key: tombstonePrefix + idKey(mutation.id) };
    case "setSubscription":
      return { type: "put", key: subscriptionPrefix + mutation.subscription.id, value: mutation.subscription };
    case "setObject":
      return { type: "put", key: objectKey(mutation.object.cluster, mutation.object.key), value: mutation.object };
    case "removeObject":
      return { type: "del", key: objectKey(mutation.cluster, mutation.key) };
    case "setBlob":
      return { type: "put", key: blobPrefix + blobKey(mutation.blob), value: mutation.blob };
    case "removeBlob":
      return { type: "del", key: blobPrefix + blobKey(mutation.blob) };
    case "addEvent":
      return { type: "put", key: eventKey(mutation.number), value: mutation.event };
  }
}

/** Does a mutation in memory. */
export function applyMutation(cloud: Cloud, mutation: Mutation): void {
  switch (mutation.kind) {
    case "setResource":
      return cloud.setResource(mutation.resource);
    case "removeResource":
      return cloud.removeResource(idKey(mutation.id));
    case "setTombstone":
      return cloud.setTombstone(idKey(mutation.tombstone.resource.id), mutation.tombstone);
    case "removeTombstone":
      return cloud.removeTombstone(idKey(mutation.id));
    case "setSubscription":
      return cloud.setSubscription(mutation.subscription);
    case "setObject":
      return cloud.clusterObjects.set(mutation.object);
    case "removeObject":
      return cloud.clusterObjects.remove(mutation.cluster, mutation.key);
    case "setBlob":
      return cloud.blobs.set(mutation.blob);
    case "removeBlob":
      return cloud.blobs.remove(mutation.blob);
    case "addEvent":
      return cloud.history.add(mutation.event);
  }
}

/** The mutation that an entry of the store stands for, where it is one of the cloud's. */
export function mutationOf([key, value]: Entry): Mutation | undefined {
  if (key.startsWith(resourcePrefix)) return { kind: "setResource", resource: value as StoredResource };
  if (key.startsWith(tombstonePrefix)) return { kind: "setTombstone", tombstone: value as Tombstone };
  if (key.startsWith(subscriptionPrefix)) return { kind: "setSubscription", subscription: value as Subscription };
  if (key.startsWith(objectPrefix)) return { kind: "setObject", object: value as ClusterObject };
  if (key.startsWith(blobPrefix)) return { kind: "setBlob", blob: value as StoredBlob };
  if (key.startsWith(eventPrefix)) {
    return { kind: "addEvent", number: Number(key.slice(eventPrefix.length)), event: value as DataPlaneEvent };
  }
  return undefined;
}

/** A mutation with what goes away by itself: the objects of a cluster and the blobs of an account that are removed. */
export function withContents(mutation: Mutation, cloud: Cloud): readonly Mutation[] {
  if (mutation.kind !== "removeResource") return [mutation];
  const contents = cloud.clusterObjects.of(mutation.id);
  return [
    ...contents.map(({ cluster, key }): Mutation => ({ kind: "removeObject", cluster, key })),
    ...cloud.blobs.within(mutation.id).map((blob): Mutation => ({ kind: "removeBlob", blob })),
    mutation,
  ];
}

/** What is remembered of resources that are removed or changed, because their data goes with them or outlives them. */
export function tracesOf(mutations: readonly Mutation[], cloud: Cloud): readonly Mutation[] {
  const at = Date.parse(cloud.now);
  const events = mutations.flatMap((mutation): readonly DataPlaneEvent[] => {
    if (mutation.kind === "removeResource") {
      const found = cloud.get(mutation.id);
      if (found === undefined || !leavesTraces(found.type)) return [];
      return [{ kind: "deleted", at, id: found.id, type: found.type, body: found.body }];
    }
    if (mutation.kind !== "setResource" || !leavesFormerStates(mutation.resource.type)) return [];
    const former = cloud.get(mutation.resource.id);
    return former === undefined ? [] : [{ kind: "replaced", at, id: former.id, body: former.body }];
  });
  return events.map((event, index) => ({ kind: "addEvent", number: cloud.history.count + 1 + index, event }));
}

/** The mutations that effects come to. */
export function mutationsOf(effects: readonly Effect[], cloud: Cloud): readonly Mutation[] {
  return effects.map((effect): Mutation => {
    switch (effect.kind) {
      case "put":
        return { kind: "setResource", resource: resourceAt(effect.id, effect.body, cloud.get(effect.id)) };
      case "delete":
        return { kind: "removeResource", id: effect.id };
      case "purge":
        return { kind: "removeTombstone", id: effect.id };
    }
  });
}

function objectKey(cluster: string, key: string): string {
  return `${objectPrefix}${idKey(cluster)}!${key}`;
}

function resourceAt(id: string, body: ArmBody, previous: StoredResource | undefined): StoredResource {
  // What came with its parent still does when something else changes it.
  const isDefault = previous?.isDefault === true;
  return {
    id: previous?.id ?? id,
    type: previous?.type ?? parseResourceId(id).type,
    body,
    ...(isDefault && { isDefault }),
  };
}
