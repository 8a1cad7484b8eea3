import type { Tolerance } from "../journal";
import type { CommonContext, Step, Subject } from "../scenario";
import type { LivePlatform } from "./live-platform";

/** What steps have beside a platform that serves. */
export interface LiveMeans {
  readonly live: LivePlatform;
}

export type LiveContext = CommonContext & LiveMeans;

/** The part of a scenario that is safe where customers are served: nothing is broken, and nothing is taken away. */
export interface Beside {
  /** What users notice of it; absent where they notice nothing. Without somebody's word it is not carried out. */
  readonly noticed?: string;
  readonly hypothesis: (subject: Subject) => readonly Tolerance[];
  readonly method: (subject: Subject) => readonly Step<LiveContext>[];
  /** Always run, in this order, also after a failure or an interruption. */
  readonly rollback: (subject: Subject) => readonly Step<LiveContext>[];
  readonly notMeasured: readonly string[];
}
