import type { PlannedStep } from "./planned-step";

/** What bringing up would do to one stack that is really there. */
export interface DeployedStack {
  readonly stack: string;
  /**
   * `refused`: the engine will not do it, because protected data would go. `undetermined`: nobody could tell, because it
   * was not reached or not allowed.
   */
  readonly standing: "previewed" | "not deployed yet" | "refused" | "undetermined";
  /** Why it is refused or undetermined, in the words of the engine or the cloud. */
  readonly because?: string;
  /** Protected ones first, then what is removed, replaced, changed and made. */
  readonly steps: readonly PlannedStep[];
}

/** What the files would do to what is really deployed in an environment. */
export interface DeployedChange {
  readonly environment: string;
  /** In the order in which they come up. */
  readonly stacks: readonly DeployedStack[];
}

/** Whether nobody has to look at it: what is not there yet is no news. */
export function changesNothing({ stacks }: DeployedChange): boolean {
  return stacks.every(
    ({ standing, steps }) => steps.length === 0 && (standing === "previewed" || standing === "not deployed yet"),
  );
}

/** Whether it keeps a change from being kept. */
export function blocksDeployed({ stacks }: DeployedChange, strict: boolean): boolean {
  return stacks.some(({ standing }) => standing === "refused" || (strict && standing === "undetermined"));
}
