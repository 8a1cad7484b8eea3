import type { ArmBody, ArmObject } from "../../arm/resource";
import type { ObjectProblem } from "../cluster/api-problem";
import type { KubeMap, KubeObject } from "../cluster/kube-object";
import type { NameForm } from "./names";

/** What a decision about one object may look at: its cluster as it is before the request. */
export interface ClusterView {
  /** ARM id of the cluster. */
  readonly id: string;
  readonly body: ArmBody;
  /** Its node pools, as ARM keeps them, with their names. */
  readonly pools: readonly ArmObject[];
  /** Virtual time, ISO 8601. */
  readonly now: string;
  /** @param groupKind for example `apps/Deployment`, `/Service` */
  get(groupKind: string, namespace: string, name: string): KubeObject | undefined;
  /** Objects in order of their keys, of one namespace where one is given. */
  list(groupKind: string, namespace?: string): readonly KubeObject[];
}

/** An accepted object that is to be stored. */
export interface ObjectWrite {
  readonly object: KubeObject;
  readonly previous?: KubeObject;
  readonly view: ClusterView;
}

/** What the controllers make of an object. */
export interface Settled {
  readonly status: KubeMap;
  /** Why it never becomes what the provider waits for; absent: it does. */
  readonly problem?: string;
}

/** What Kubernetes does with objects of one kind beyond their schema. Every function is pure. */
export interface KindRules {
  /** For example `apps/Deployment`; `/Service` in the core group. */
  readonly groupKind: string;
  /** @default "subdomain" */
  readonly nameForm?: NameForm;
  /** Whether the API server counts the specifications that an object has had. @default true */
  readonly counted?: false;
  /** The object as the API server writes it, where there are several ways to say the same. */
  normalized?(object: KubeObject): KubeObject;
  /** The object with everything that the API server fills in where nothing is said. */
  defaults?(object: KubeObject): KubeObject;
  /** All reasons to refuse the object by itself; defaults are filled in. */
  check?(object: KubeObject): readonly ObjectProblem[];
  /** All reasons to refuse a change from one object to another. */
  checkChange?(previous: KubeObject, object: KubeObject): readonly ObjectProblem[];
  /** Throws where the rest of the cluster does not allow the object. */
  admit?(write: ObjectWrite): void;
  /** The object with what the API server chooses, such as an address. */
  allocate?(write: ObjectWrite): KubeObject;
  /** What the controllers make of it. @default no status, and ready at once */
  settle?(write: ObjectWrite): Settled;
  /** Virtual minutes until it is ready. @default none worth counting */
  readonly minutes?: number;
}
