import type { Problem } from "../../agreement/problem";
import type { VerdictChange } from "./compare-verdicts";
import { blocksDeployed, type DeployedChange } from "./deployed-change";
import type { LiveVerdict } from "./live-verdict";
import type { Finding, Verdict } from "./verdict";

/** Why a platform cannot be compared with the base: it is new, or its documents there cannot be read. */
export interface Uncompared {
  readonly because: string;
  /** What is wrong with the documents at the base, where something is. Lines are those of the base. */
  readonly problems: readonly Problem[];
}

/** A platform whose documents cannot be used, so that nothing was judged. */
export interface UnusableDocuments {
  readonly platform: string;
  readonly problems: readonly Problem[];
}

/** What `deltawerk check` found about one platform. */
export interface PlatformCheck {
  readonly head: Verdict;
  /** Absent where nothing was compared. */
  readonly change?: VerdictChange;
  /** Set where nothing was compared although a base was named. */
  readonly uncompared?: Uncompared;
  /** Set where the change cannot be made on what is there; the engine's words. */
  readonly refused?: string;
  /** What the files would do to what is really deployed, where an environment was named. */
  readonly deployed?: DeployedChange;
  /** What hosts showed, where they were asked; it is part of `head` too, and of no change. */
  readonly live?: LiveVerdict;
}

/** What `deltawerk check` found. */
export interface CheckResult {
  /** What was judged: `the working tree`. */
  readonly head: string;
  /** ISO date of the check. */
  readonly today: string;
  /** What it was compared with: `1a2b3c4d`. */
  readonly base?: string;
  /** Rules that were changed themselves, and folders of what they stand on, which nobody sees in findings. */
  readonly changedRules: readonly string[];
  /** Whether everything undetermined, and waivers that end within 30 days, count as not kept. */
  readonly strict: boolean;
  /** Platforms whose documents cannot be used. Where there is one, no platform is judged. */
  readonly unusable: readonly UnusableDocuments[];
  readonly platforms: readonly PlatformCheck[];
}

/** Days before its end from which a waiver is shown. */
const NOTICE_DAYS = 30;

/** Waivers that end within 30 days of the day of the verdict, or have ended. */
export function endingWaivers({ waivers, today }: Verdict): Verdict["waivers"] {
  const last = new Date(Date.parse(`${today}T00:00:00Z`) + NOTICE_DAYS * 86_400_000).toISOString().slice(0, 10);
  return waivers.filter(({ expires }) => expires <= last);
}

/** What of a verdict is not kept, strictly or not. */
export function blockingFindings({ findings }: Verdict, strict: boolean): readonly Finding[] {
  return findings.filter(({ status, blocks }) => blocks || (strict && status === "undetermined"));
}

/** Whether a platform keeps everything that it has to. */
export function isKept({ head, refused, deployed }: PlatformCheck, strict: boolean): boolean {
  return (
    refused === undefined &&
    !(deployed !== undefined && blocksDeployed(deployed, strict)) &&
    blockingFindings(head, strict).length === 0 &&
    !(strict && endingWaivers(head).length > 0)
  );
}
