import type { Cloud } from "../../arm/cloud";
import { poolsOf } from "../../models/containerservice/pool-profile";
import type { ClusterView } from "../kinds/kind-rules";
import { builtInObjects } from "./built-in-objects";
import { groupKindOf, keyOf, namespaceOf, objectKey, type KubeObject } from "./kube-object";

/** The cluster with this ARM id as it is now, with all that is in it. */
export function contentsOf(id: string, cloud: Cloud): ClusterView {
  const body = cloud.get(id)?.body ?? {};
  const stored = cloud.clusterObjects.of(id).map(({ object }) => object);
  const builtIn = builtInObjects(
    stored.filter((object) => groupKindOf(object) === "/Namespace"),
    body,
  );
  // What somebody has applied takes the place of what was there from the beginning.
  const all = new Map([...builtIn, ...stored].map((object) => [keyOf(object), object]));
  return {
    id,
    body,
    pools: poolsOf(id, cloud),
    now: cloud.now,
    get: (groupKind, namespace, name) => all.get(objectKey(groupKind, namespace, name)),
    list: (groupKind, namespace) =>
      [...all]
        .filter(([, object]) => groupKindOf(object) === groupKind && isIn(object, namespace))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, object]) => object),
  };
}

function isIn(object: KubeObject, namespace: string | undefined): boolean {
  return namespace === undefined || namespaceOf(object) === namespace;
}
