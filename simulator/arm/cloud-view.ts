import type { ArmResource } from "./resource";

/** A mention of one resource in the body of another. */
export interface Reference {
  readonly from: ArmResource;
  /** Where it stands in the body of `from`. */
  readonly path: string;
  /** The id as written there; it can be that of a part, such as a gateway's front end. */
  readonly to: string;
}

/** What is left of a soft-deleted resource until it is purged. */
export interface Tombstone {
  readonly resource: ArmResource;
  /** Virtual time, ISO 8601. */
  readonly deletedAt: string;
  /** Virtual time, ISO 8601. */
  readonly purgeAt: string;
}

/** What a decision about one request may look at: the whole cloud as it is before the request. Nothing can be changed. */
export interface CloudView {
  /** Virtual time, ISO 8601. */
  readonly now: string;
  /** The resource with this id, in any case, as stored. */
  get(id: string): ArmResource | undefined;
  /** Direct children, of one type where one is given, in order of their ids. */
  children(id: string, type?: string): readonly ArmResource[];
  /** All resources of a type, below a scope (a subscription, group or resource) where one is given, in order of ids. */
  ofType(type: string, scope?: string): readonly ArmResource[];
  /** Mentions of a resource, or of its parts and children, in other resources' bodies. */
  referencesTo(id: string): readonly Reference[];
  /** Soft-deleted resources of a type that are not purged yet, in the whole cloud. */
  softDeleted(type: string): readonly Tombstone[];
  /** The Entra tenant of a subscription (a GUID). */
  tenantOf(subscriptionId: string): string;
}
