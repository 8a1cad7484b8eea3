import type { RecoveryFigure } from "../../infra/plan/expectation-plan";
import type { ReachabilityFinding, Witness } from "../../policies/analysis/reachability/result/finding";
import type { OutsideEnd } from "../../policies/analysis/reachability/result/outside-ends";
import type { Severity } from "../../policies/framework/rule";
import type { AgreedClause } from "./agreed-clauses";
import type { ClausePlace } from "./clause-places";
import type { SourcePlace } from "./component-places";
import type { RestingPlace } from "./resting-places";

/** A clause that a rule serves, with its promises and where it stands. */
export interface FindingClause {
  readonly name: string;
  readonly promises: readonly string[];
  /** Absent where the document has no line of its own for it. */
  readonly place?: ClausePlace;
}

/** What is known of a rule besides its findings. */
export interface JudgedRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly concern: string;
  readonly remediation: string;
  readonly clauses: readonly FindingClause[];
  /** Controls of ISO/IEC 27001 that it helps to show. */
  readonly controls: readonly string[];
  /** How many things it looked at, by what it said of them. */
  readonly counts: Readonly<Record<FindingStatus | "kept", number>>;
}

export type FindingStatus = "violated" | "undetermined" | "waived";

/** Something that is not kept, not known, or waived. */
export interface Finding {
  /** Id of its rule; `waivers` for what is wrong with a waiver itself. */
  readonly rule: string;
  readonly status: FindingStatus;
  /** Whether it ends a deployment. */
  readonly blocks: boolean;
  readonly message: string;
  /** Absent where it is about the whole deployment. */
  readonly resource?: { readonly urn: string; readonly name: string; readonly type: string; readonly stack: string };
  /** Where the program makes the resource; for what is wrong with a waiver, where that stands. */
  readonly place?: SourcePlace;
  readonly waiver?: Omit<WaiverInForce, "rule">;
}

export interface WaiverInForce {
  readonly rule: string;
  readonly stack: string;
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  /** ISO date. */
  readonly expires: string;
}

/** Which service passes from which zone to which, with a packet that shows it. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  /** Whose the places are; absent where tenants share them. */
  readonly fromTenant?: string;
  readonly toTenant?: string;
  readonly service: string;
  readonly witness: Witness;
  /** Who is at the outer end: a partner's prefixes, public addresses, names. Absent where both ends are the platform's. */
  readonly outside?: readonly OutsideEnd[];
}

/** What may be expected of the availability of a cell at one boundary of the agreement, from what is registered. */
export interface ExpectedAvailability {
  readonly at: string;
  /** `01` */
  readonly cell: string;
  /** 0 to 1; absent where something in the path has no figure, which `open` says. */
  readonly expected?: number;
  /** 0 to 1 */
  readonly target: number;
  /** Minutes of the agreement's calendar in a year; negative where the target is not kept. */
  readonly headroomMinutes?: number;
  /** What the figure is made of, each 0 to 1; above 1 for what a standby site gains. The worst first. */
  readonly parts: readonly { readonly name: string; readonly share: number }[];
  readonly assumptions: readonly string[];
  readonly open: readonly string[];
}

/** What is expected of a recovery. */
export interface ExpectedRecovery {
  readonly kind: RecoveryFigure["kind"];
  readonly scope: string;
  /** Minutes of work; absent where a rule that the figures stand on is not kept, which `open` says. */
  readonly pointMinutes?: number;
  /** Absent where nothing is agreed. */
  readonly agreedPointMinutes?: number;
  readonly timeMinutes?: number;
  readonly agreedTimeMinutes?: number;
  readonly open: readonly string[];
}

/** A rule of a firewall, with the change that it follows from. */
export interface FirewallRuleFact {
  readonly group: string;
  readonly name: string;
  readonly reference: string;
  readonly until: string;
  readonly what: string;
}

/** What all rules and analyses say of one deployment of a platform. Equal inputs give equal verdicts. */
export interface Verdict {
  readonly platform: string;
  readonly environment: string;
  /** ISO date on which it was judged. */
  readonly today: string;
  readonly stacks: readonly string[];
  readonly resources: number;
  readonly rules: readonly JudgedRule[];
  readonly findings: readonly Finding[];
  readonly waivers: readonly WaiverInForce[];
  readonly flows: readonly Flow[];
  /** What the reachability analysis found wrong or could not tell. */
  readonly reachability: readonly Pick<ReachabilityFinding, "kind" | "message" | "about">[];
  readonly availability: readonly ExpectedAvailability[];
  readonly recovery: readonly ExpectedRecovery[];
  readonly places: readonly RestingPlace[];
  readonly firewallRules: readonly FirewallRuleFact[];
  /** What the agreement says, clause by clause. */
  readonly clauses: readonly AgreedClause[];
  /** What was promised to customers, by the ledger; `kind` says whose it is to keep. */
  readonly promises: readonly { readonly id: string; readonly kind: string; readonly text: string }[];
  /** Codes of all tenants. */
  readonly tenants: readonly string[];
}
