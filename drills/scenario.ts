import type { Agreement } from "../agreement/agreement";
import type { Plan } from "../infra/plan/plan";
import type { DrillCloud, Instant } from "./cloud";
import type { Beside } from "./beside/beside";
import type { CopyWork } from "./copies/copy-work";
import type { Phase, Tolerance } from "./journal";
import type { Memory } from "./memory";
import type { AgreementOption } from "./option";
import type { DrillProgram } from "./program";
import type { TwinPlace } from "./twin/twin-place";

/** The platform that is exercised. */
export interface Subject {
  readonly agreement: Agreement;
  readonly plan: Plan;
  /** Size of a cell's documents that the environment plans for, in GiB. */
  readonly documentsGiB: number;
  /** The second data centre; absent where the drill makes none. */
  readonly twin?: { readonly place: TwinPlace; readonly plan: Plan; readonly differences: readonly string[] };
}

/** Whether a scenario makes sense on a platform. */
export type Applicability =
  | { readonly applies: true }
  | { readonly applies: false; readonly because: string; readonly waysOut: readonly string[] };

/** What every step has, wherever it is carried out. */
export interface CommonContext {
  readonly subject: Subject;
  readonly memory: Memory;
  /** A number from 0 to below 1 that depends on the seed and the name alone. */
  readonly random: (name: string) => number;
  /** Shows what is going on. */
  readonly say: (text: string) => void;
}

/** What steps have in a cloud that is the drill's own. */
export interface Means {
  readonly cloud: DrillCloud;
  readonly program: DrillProgram;
  /** The jobs' own code, for drills that make and verify copies. */
  readonly copyWork: () => Promise<CopyWork>;
}

/** What a step works with. */
export type StepContext = CommonContext & Means;

/** One step. It may be run again after an interruption, and then ends in the same state. */
export interface Step<Context = StepContext> {
  readonly id: string;
  readonly phase: Phase;
  /** What the drill does, as a sentence. */
  readonly text: string;
  /** What a person does instead, in order; for the runbook. */
  readonly byHand: readonly string[];
  /** Does it and says what was found. */
  run(context: Context): Promise<readonly string[]>;
}

/** A drill as it is defined. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** What is lost, and what is expected all the same. */
  readonly summary: string;
  /** What the drill switches on for itself, before the platform is brought up. */
  readonly option?: AgreementOption;
  readonly applies: (subject: Subject) => Applicability;
  readonly hypothesis: (subject: Subject) => readonly Tolerance[];
  readonly method: (subject: Subject) => readonly Step[];
  /** Always run, in this order, also after a failure or an interruption. */
  readonly rollback: (subject: Subject) => readonly Step[];
  /** Whether a second data centre is made. */
  readonly makesTwin: boolean;
  /** What the drill does not measure on this platform. */
  readonly notMeasured: readonly string[];
  /** What of it is not run against Azure, and why; a sentence each. */
  readonly notOnAzure: readonly string[];
  /** What is run instead for `-e test` and `-e production`; absent where no step of it is safe there. */
  readonly beside?: Beside;
}

/** A moment as the journal writes it. */
export function iso(moment: Instant): string {
  return new Date(moment).toISOString();
}
