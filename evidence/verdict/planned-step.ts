/** What a change does to one resource of the cloud, in the engine's words. */
export interface PlannedStep {
  readonly urn: string;
  readonly operation: "create" | "update" | "replace" | "delete";
  /** Whether the engine refuses to delete the resource that is there. */
  readonly protect: boolean;
  /** Inputs that change; empty where it is made or removed. */
  readonly properties: readonly string[];
  /** What in them is one word, number or switch on both sides, before and after: `sku.name`; none where it is a secret. */
  readonly values?: Readonly<Record<string, readonly [before: Scalar, after: Scalar]>>;
  /** What comes, goes and changes in lists whose elements have names: `securityRules`. */
  readonly lists?: Readonly<Record<string, ListChange>>;
}

/** Names of elements. */
export interface ListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export type Scalar = string | number | boolean;
