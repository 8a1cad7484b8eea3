/** What a change does to one resource of the cloud, in the engine's words. */
export interface PlannedStep {
  readonly urn: string;
  readonly operation: "create" | "update" | "replace" | "delete";
  /** Whether the engine refuses to delete the resource that is there. */
  readonly protect: boolean;
  /** Inputs that change; empty where it is made or removed. */
  readonly properties: readonly string[];
}
