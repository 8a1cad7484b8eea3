import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Cloud } from "../../arm/cloud";
import type { CloudWriter } from "../../arm/cloud-writer";
import type { Mutation } from "../../arm/mutation";
import { isArmObject } from "../../arm/resource";
import { idKey } from "../../arm/resource-id";
import { secondsOf } from "../kinds/condition";
import { rulesOf } from "../kinds/kind-register";
import type { ClusterView, ObjectWrite, Settled } from "../kinds/kind-rules";
import { countProblem } from "../pods/quota-use";
import type { KindSchema } from "../schema/field-schema";
import { ApiError, refuseInvalid } from "./api-problem";
import { isSystemNamespace } from "./built-in-objects";
import { canonicalObject, withSchemaDefaults } from "./canonical";
import { contentsOf } from "./cluster-contents";
import {
  at,
  groupKindOf,
  keyOf,
  mapAt,
  nameOf,
  namespaceOf,
  numberAt,
  textAt,
  withPart,
  type KubeMap,
  type KubeObject,
  written,
} from "./kube-object";
import { checkFields, checkModelled, objectProblems, withoutServerFields } from "./object-check";
import { fieldTypes, servedKind } from "./served-kinds";

/** An object as it is after a request. */
export interface Applied {
  readonly object: KubeObject;
  /** Why it does not become what one waits for; absent: it has. */
  readonly problem?: string;
}

/** Who asks, and in which run. */
export interface Requester {
  /** Field manager of server-side apply. */
  readonly manager: string;
  /** The start of the run to which the request belongs, in virtual time. */
  readonly runStart: number;
}

/**
 * The API servers of all clusters: each request is judged against the cluster as it is and carried out whole, or refused
 * with an {@link ApiError}. Every object has one field manager; what somebody else has applied is not taken over.
 */
export class ApiServer {
  constructor(
    private readonly cloud: Cloud,
    private readonly writer: CloudWriter,
  ) {}

  view(cluster: string): ClusterView {
    return contentsOf(cluster, this.cloud);
  }

  /** The kind of an object. Throws where the cluster does not serve it. */
  kindOf(object: KubeObject, view: ClusterView): KindSchema {
    const [apiVersion, kind] = [written(object["apiVersion"]), written(object["kind"])];
    const found = servedKind(apiVersion, kind, view);
    if (found !== undefined) return found;
    throw new ApiError("NoMatch", `no matches for kind "${kind}" in version "${apiVersion}"`);
  }

  /** An object with what has become of it, or undefined where there is none. */
  get(cluster: string, groupKind: string, namespace: string, name: string): KubeObject | undefined {
    const view = this.view(cluster);
    const object = view.get(groupKind, namespace, name);
    if (object === undefined || this.cloud.clusterObjects.get(cluster, keyOf(object))?.waiting === undefined)
      return object;
    // What runs goes on running; what did not become ready is tried again by its controller.
    return { ...object, status: settled({ object, view }).status };
  }

  /** What applying an object would give, with nothing done. */
  dryRun(cluster: string, object: KubeObject, mode: "create" | "update"): KubeObject {
    return this.judge(this.view(cluster), object, mode).object;
  }

  /** Applies an object. One that is not ready afterwards is there all the same, as in Kubernetes. */
  apply(cluster: string, wanted: KubeObject, mode: "create" | "update", by: Requester): Promise<Applied> {
    return this.writer.inTurn(async () => {
      const view = this.view(cluster);
      const { object, previous, kind } = this.judge(view, wanted, mode);
      const { status, problem } = settled({ object, view, ...(previous !== undefined && { previous }) });
      const result = Object.keys(status).length === 0 ? object : { ...object, status };
      const told = { object: result, ...(problem !== undefined && { problem }) };
      if (problem === undefined && previous !== undefined && isDeepStrictEqual(previous, result)) return told;
      const stored = withPart(result, "metadata", { resourceVersion: String(this.writer.operationCount + 1) });
      const key = keyOf(stored);
      await this.writer.commit({
        kind: previous === undefined ? "create" : "update",
        id: this.operationOn(cluster, kind, stored),
        mutations: [
          {
            kind: "setObject",
            object: {
              cluster,
              key,
              manager: by.manager,
              object: stored,
              ...(problem !== undefined && { waiting: problem }),
            },
          },
        ],
        needs: [idKey(cluster), this.timeKey(cluster, `/Namespace//${namespaceOf(stored)}`)],
        ends: [this.timeKey(cluster, key)],
        minutes: rulesOf(groupKindOf(stored)).minutes ?? 0,
        runStart: by.runStart,
      });
      return { ...told, object: stored };
    });
  }

  /** Deletes an object; a namespace goes with everything in it. Deleting what is not there succeeds. */
  delete(cluster: string, groupKind: string, namespace: string, name: string, by: Requester): Promise<void> {
    return this.writer.inTurn(async () => {
      const view = this.view(cluster);
      const object = view.get(groupKind, namespace, name);
      if (object === undefined) return;
      if (isSystemNamespace(object))
        throw new ApiError("Forbidden", `namespaces "${name}" is forbidden: this namespace may not be deleted`);
      const contents = this.cloud.clusterObjects.of(cluster).filter((each) => belongsTo(each.object, object));
      const kind = this.kindOf(object, view);
      await this.writer.commit({
        kind: "delete",
        id: this.operationOn(cluster, kind, object),
        mutations: [...contents.map(({ key }) => key), keyOf(object)].map((key): Mutation => ({
          kind: "removeObject",
          cluster,
          key,
        })),
        needs: [this.timeKey(cluster, keyOf(object))],
        ends: [this.timeKey(cluster, keyOf(object))],
        minutes: groupKind === "/Namespace" ? 0.5 : 0,
        runStart: by.runStart,
      });
    });
  }

  private judge(view: ClusterView, wanted: KubeObject, mode: "create" | "update") {
    const kind = this.kindOf(wanted, view);
    checkModelled(wanted);
    checkFields(wanted, kind, fieldTypes);
    const rules = rulesOf(groupKindOf(wanted));
    const given = canonicalObject(withNamespace(withoutServerFields(wanted), kind), kind.schema, fieldTypes);
    const completed = withSchemaDefaults(rules.defaults?.(given) ?? given, kind.schema, fieldTypes) as KubeObject;
    const object = canonicalObject(completed, kind.schema, fieldTypes);
    const what = `${kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`} "${nameOf(object)}"`;
    const named = `${kind.group === "" ? kind.plural : `${kind.plural}.${kind.group}`} "${nameOf(object)}"`;
    checkNamespace(object, kind, view);
    const previous = view.get(groupKindOf(object), namespaceOf(object), nameOf(object));
    if (mode === "create" && previous !== undefined) throw new ApiError("AlreadyExists", `${named} already exists`);
    if (mode === "update" && previous === undefined) throw new ApiError("NotFound", `${named} not found`);
    refuseInvalid(what, objectProblems(object, kind));
    const write = { object: withMetadata(object, previous, view), view, ...(previous !== undefined && { previous }) };
    rules.admit?.(write);
    if (previous === undefined && kind.namespaced) {
      const exceeded = countProblem(groupKindOf(object), kind.plural, namespaceOf(object), view);
      if (exceeded !== undefined) throw new ApiError("Forbidden", `${named} is forbidden: ${exceeded}`);
    }
    const allocated = rules.allocate?.(write) ?? write.object;
    if (previous !== undefined) refuseInvalid(what, rules.checkChange?.(previous, allocated) ?? []);
    return { object: withGeneration(allocated, previous), previous, kind };
  }

  /** An operation under the object's URL below the cluster's id, so that both can be told apart from ARM's own. */
  private operationOn(cluster: string, { group, version, kind, plural, namespaced }: KindSchema, object: KubeObject) {
    const root = group === "" ? `api/${version}` : `apis/${group}/${version}`;
    const scope = namespaced ? `namespaces/${namespaceOf(object)}/` : "";
    return {
      text: `${cluster}/${root}/${scope}${plural}/${nameOf(object)}`,
      type: group === "" ? `${version}/${kind}` : `${group}/${version}/${kind}`,
    };
  }

  private timeKey(cluster: string, key: string): string {
    return `${idKey(cluster)}!${key}`;
  }
}

/** A status that says what the last one said keeps its times. */
function settled(write: ObjectWrite): Settled {
  const { status, problem } = rulesOf(groupKindOf(write.object)).settle?.(write) ?? { status: {} };
  const before = at(write.previous, "status");
  const kept = isArmObject(before) && isDeepStrictEqual(withoutTimes(before), withoutTimes(status)) ? before : status;
  return { status: kept, ...(problem !== undefined && { problem }) };
}

function withoutTimes(status: KubeMap): unknown {
  const times = /^(lastTransitionTime|lastUpdateTime|startTime|completionTime)$/;
  return JSON.parse(JSON.stringify(status, (key, value: unknown) => (times.test(key) ? undefined : value)));
}

/** What goes with an object: the contents of a namespace, and the objects of a kind that somebody has defined. */
function belongsTo(object: KubeObject, owner: KubeObject): boolean {
  if (groupKindOf(owner) === "/Namespace") return namespaceOf(object) === nameOf(owner);
  const names = mapAt(owner, "spec", "names");
  const defines = groupKindOf(owner) === "apiextensions.k8s.io/CustomResourceDefinition";
  return defines && groupKindOf(object) === `${textAt(owner, "spec", "group") ?? ""}/${textAt(names, "kind") ?? ""}`;
}

function withNamespace(object: KubeObject, { namespaced }: KindSchema): KubeObject {
  if (!namespaced || namespaceOf(object) !== "") return object;
  return withPart(object, "metadata", { namespace: "default" });
}

function checkNamespace(object: KubeObject, { namespaced }: KindSchema, view: ClusterView): void {
  const name = namespaceOf(object);
  if (namespaced && view.get("/Namespace", "", name) === undefined)
    throw new ApiError("NotFound", `namespaces "${name}" not found`);
}

/** What the server adds to the metadata. */
function withMetadata(object: KubeObject, previous: KubeObject | undefined, view: ClusterView): KubeObject {
  const before = mapAt(previous ?? {}, "metadata");
  return withPart(object, "metadata", {
    creationTimestamp: before["creationTimestamp"] ?? secondsOf(view.now),
    resourceVersion: before["resourceVersion"] ?? "",
    uid: before["uid"] ?? uidOf(view, object),
  });
}

/** Counts the specifications that an object has had. */
function withGeneration(object: KubeObject, previous: KubeObject | undefined): KubeObject {
  if (rulesOf(groupKindOf(object)).counted === false) return object;
  const before = numberAt(previous ?? {}, "metadata", "generation") ?? 0;
  const same = previous !== undefined && isDeepStrictEqual(at(previous, "spec"), at(object, "spec"));
  return withPart(object, "metadata", { generation: same ? before : before + 1 });
}

function uidOf(view: ClusterView, object: KubeObject): string {
  const hex = createHash("sha256")
    .update(`${idKey(view.id)} ${keyOf(object)} ${view.now}`)
    .digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
