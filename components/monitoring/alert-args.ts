import type { Input } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import type { Scope } from "../component-args";

/** What every kind of alert takes. */
export interface AlertArgs {
  readonly scope: Scope;
  readonly resourceGroupName: Input<string>;
  readonly tags: Readonly<Record<string, string>>;
  /** What is watched: part of the alert's name. */
  readonly role: Role;
  readonly tenant?: string;
  /** Of the data that is watched. */
  readonly generation?: number;
  /** Action groups that are told. */
  readonly routes: readonly Input<string>[];
}

/** How often a rule looks, and over how long a time, as ISO durations. */
export interface AlertTiming {
  /** PT1M, PT5M, PT15M, PT30M or PT1H. */
  readonly every: string;
  /** Not shorter than `every`, at most P1D for metrics and P2D for logs. */
  readonly over: string;
}

/** Azure's severities, from 0 (critical) to 4 (verbose). */
export type Severity = 0 | 1 | 2 | 3 | 4;
