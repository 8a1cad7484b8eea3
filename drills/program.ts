/** What a drill lets the Pulumi program do: the engine is behind it, with the documents that are given. */

/** Whose documents the program reads: the platform's, or those of a second data centre. */
export type ProgramPlace = "live" | "twin";

export interface BroughtUp {
  readonly stacks: readonly { readonly name: string; readonly created: number; readonly updated: number }[];
}

/** A rule that is not kept. */
export interface BrokenRule {
  readonly rule: string;
  readonly resource: string;
  readonly message: string;
}

export interface Judgement {
  readonly rules: number;
  readonly judged: number;
  readonly broken: readonly BrokenRule[];
}

/** What is still there of a data centre that was removed. */
export interface LeftBehind {
  /** Ids of live resources. */
  readonly resources: readonly string[];
  readonly stacks: readonly string[];
  /** What Azure holds until its time, which nobody can hasten. */
  readonly tombstones: readonly { readonly id: string; readonly purgeAt: string }[];
}

export interface DrillProgram {
  /** Brings all stacks of a place up. A repetition goes on where a killed one stopped. */
  up(place: ProgramPlace): Promise<BroughtUp>;
  /** The stacks whose previews show changes. */
  changedStacks(place: ProgramPlace): Promise<readonly string[]>;
  /** Judges what is up by the rules. */
  judge(place: ProgramPlace): Promise<Judgement>;
  /** Removes the second data centre with its data; one that is not there is removed already. */
  removeTwin(): Promise<LeftBehind>;
  /** Writes that a tenant's data is to be restored to a moment into a generation beside the serving one. */
  planRestore(tenant: string, to: Date): Promise<{ readonly generation: string }>;
  /** Writes that the restored generation serves. */
  promote(tenant: string): Promise<void>;
  /** Puts the tenants' documents back as they were. */
  restoreDocuments(): Promise<void>;
}
