import type { ArmObject } from "./resource";
import { idKey } from "./resource-id";

/** An object inside of a Kubernetes cluster, as it is stored. */
export interface ClusterObject {
  /** ARM id of the cluster. */
  readonly cluster: string;
  /** Where it is in the cluster: group, kind, namespace and name. */
  readonly key: string;
  /** Who applied it, in the words of server-side apply. */
  readonly manager: string;
  /** The object as the API server answers it. */
  readonly object: ArmObject;
  /** Why it is not what one waits for; absent: it is. */
  readonly waiting?: string;
}

/** What is inside of the clusters. An object is there as long as its cluster is. */
export class ClusterObjects {
  private readonly byCluster = new Map<string, Map<string, ClusterObject>>();

  /** The objects of a cluster, in order of their keys. */
  of(cluster: string): readonly ClusterObject[] {
    const objects = this.byCluster.get(idKey(cluster)) ?? new Map<string, ClusterObject>();
    return [...objects.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  /** The objects of all clusters. */
  all(): readonly ClusterObject[] {
    return [...this.byCluster.keys()].flatMap((cluster) => this.of(cluster));
  }

  get(cluster: string, key: string): ClusterObject | undefined {
    return this.byCluster.get(idKey(cluster))?.get(key);
  }

  set(object: ClusterObject): void {
    const objects = this.byCluster.get(idKey(object.cluster)) ?? new Map<string, ClusterObject>();
    objects.set(object.key, object);
    this.byCluster.set(idKey(object.cluster), objects);
  }

  remove(cluster: string, key: string): void {
    this.byCluster.get(idKey(cluster))?.delete(key);
  }
}
