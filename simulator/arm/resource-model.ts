import type { CloudView, Reference, Tombstone } from "./cloud-view";
import type { ArmProblem } from "./problem";
import type { ArmBody, ArmResource } from "./resource";
import type { ResourceId } from "./resource-id";

/** A PUT (or a PATCH, already merged) that is to be judged. */
export interface Write {
  readonly id: ResourceId;
  /** The body as asked for. Previews never get here, so every value is known. */
  readonly requested: ArmBody;
  /** The resource as stored, where there is one already. */
  readonly previous?: ArmResource;
  readonly cloud: CloudView;
}

/** A DELETE that is to be judged. */
export interface Deletion {
  readonly id: ResourceId;
  readonly resource: ArmResource;
  /** What the request deletes: the resource itself, or what it goes away with. */
  readonly root: ArmResource;
  readonly cloud: CloudView;
}

/** A change to another resource that comes with a request; it is stored in the same atomic write. */
export type Effect =
  /** Makes a resource, or replaces its whole body. Its own model is not asked again. */
  | { readonly kind: "put"; readonly id: string; readonly body: ArmBody }
  | { readonly kind: "delete"; readonly id: string }
  /** Removes what is left of a soft-deleted resource, because it was recovered or purged. */
  | { readonly kind: "purge"; readonly id: string };

/** Something that a subscription must have been given before Azure accepts a write. */
export interface Requirement {
  readonly kind: "region" | "quota" | "provider" | "feature" | "certificate" | "key";
  /** The subscription that has it, where that is another one than that of the write. */
  readonly subscriptionId?: string;
  /** What is to be granted, for example `norwaywest` or `Standard DDSv5 vCPUs, westeurope`. */
  readonly name: string;
  /** The refusal where it was not granted. */
  readonly problem: ArmProblem;
}

/** Names of which there can be only one in a scope wider than the parent. */
export interface NameScope {
  /** Resources with the same key collide; by default the name in lower case. Types with a common DNS zone share a key. */
  readonly key?: (id: ResourceId, body: ArmBody) => string | undefined;
  /** Where the key is unique. */
  readonly within: "cloud" | "subscription";
  /** The refusal. `holder` is the live resource, or the soft-deleted one that still holds the name. */
  readonly taken: (id: ResourceId, holder: ArmResource | Tombstone) => ArmProblem;
}

/** Virtual minutes that Azure takes. */
export interface Durations {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

/**
 * What Azure does with resources of one type. Every function is pure: it sees the request and a read-only cloud and
 * gives data; the core stores it. Everything optional defaults to "Azure does nothing special here".
 *
 * The core itself sees to: existence of the parent and the resource group, known and writable properties, types and
 * closed value sets (from the mapping), references, name scopes, immutable paths, locks, requirements, deletion of
 * children with their parent.
 */
export interface ResourceModel {
  /** For example `Microsoft.Network/virtualNetworks`, in Azure's spelling. */
  readonly armType: string;

  /** All reasons to refuse a write, beyond what the core sees to. */
  check?(write: Write): readonly ArmProblem[];

  /** The body as Azure stores it: defaults filled in, computed properties added, secrets dropped where Azure never returns them. */
  compute(write: Write): ArmBody;

  /** The body as a GET shows it, where that depends on other resources (a network lists its subnets). @default as stored */
  view?(resource: ArmResource, cloud: CloudView): ArmBody;

  /** What else changes with an accepted write; `computed` is the body about to be stored. */
  effects?(write: Write, computed: ArmBody): readonly Effect[];

  /** All reasons to refuse a deletion, beyond `refusedWhileReferenced` and locks. */
  checkDelete?(deletion: Deletion): readonly ArmProblem[];

  deleteEffects?(deletion: Deletion): readonly Effect[];

  /** Paths of the body that Azure refuses to change (`PropertyChangeNotAllowed`), for example `properties.gatewayType`. */
  readonly immutable?: readonly string[];

  readonly nameScope?: NameScope;

  /** Children that exist as soon as the resource does, and whose deletion resets them to this body. */
  readonly singletons?: readonly {
    readonly type: string;
    readonly name: string;
    readonly body: (parent: ArmResource) => ArmBody;
  }[];

  /** Where ids stand that need not exist, in the form of `valuesAt`, for example `properties.virtualNetworkRules[].id`. */
  readonly uncheckedReferences?: readonly string[];

  /** The refusal of a reference that leads nowhere. @default `InvalidResourceReference` */
  danglingReference?(id: ResourceId, path: string, to: string): ArmProblem;

  /** The refusal of a deletion while others mention the resource. @default deletion is allowed and leaves them dangling */
  refusedWhileReferenced?(deletion: Deletion, by: readonly Reference[]): readonly ArmProblem[];

  /** Days for which a deleted resource can be recovered and holds its name; 0 or absent: it is gone at once. */
  softDeleteDays?(resource: ArmResource, cloud: CloudView): number;

  /**
   * Whether a soft-deleted resource stays until its time, so that not even its owner can purge it.
   * @default the owner can, with the service's own purge or by recovering it and deleting it for good
   */
  heldAfterDeletion?(resource: ArmResource, cloud: CloudView): boolean;

  /** What the subscription must have been given for this write, such as a restricted region or a quota. */
  requirements?(write: Write): readonly Requirement[];

  /**
   * What somebody may have put here past the management interface, where nothing is stored: it is assumed to be there
   * for whoever looks, unless it is denied. @default nothing
   */
  assumed?(id: ResourceId, cloud: CloudView): { readonly requirement: Requirement; readonly body: ArmBody } | undefined;

  /** @default the documented provisioning time of the type, or half a minute */
  readonly minutes?: Durations | ((write: Write) => number);
}

/**
 * The code with which the local cloud refuses what Azure has and the local cloud has not. A model's `check` uses it for
 * unmodelled uses of a modelled type, rather than accepting them.
 */
export const notModelled = "NotModelled";
