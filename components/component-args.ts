import type { Input } from "@pulumi/pulumi";
import type { Environment, Platform } from "../azure/names/codes";

/** Whose resources these are: the part of every name that a component does not decide itself. */
export interface Scope {
  readonly platform: Platform;
  readonly environment: Environment;
  /** Registered site code; absent for what stands in no site. */
  readonly site?: string;
  /** 1 to 99; absent above the cell layer. */
  readonly cell?: number;
  /** Set in a twin, so that its names differ from those of the original. */
  readonly generation?: number;
  /** From the environment's document; moves every globally unique name away from one that a stranger holds. */
  readonly salt?: string;
}

/** Arguments that every component takes, under the same names. */
export interface ComponentArgs {
  readonly scope: Scope;
  readonly resourceGroupName: Input<string>;
  readonly location: Input<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Arguments of a component with children that keep logs or metrics. */
export interface ObservedArgs extends ComponentArgs {
  /** Log workspace that receives the diagnostic logs and metrics of every child that has them. */
  readonly workspaceId: Input<string>;
}
