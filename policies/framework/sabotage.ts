import type { Platform } from "../../azure/names/codes";
import type { JudgedType } from "../resources/judged-type";
import type { RegisteredResource } from "../resources/registered-resource";

/**
 * Options that a platform sells and that are not in force, because nobody has them or because people have something to bring
 * first; its recording with one of them is kept beside the others.
 */
export type SwitchedOption = "recovery.twin" | "encryption.customerKeys" | "isolation.firewallOption";

/** One harmful change of a compliant deployment, as data: what is changed of which resource. */
export interface Sabotage {
  /** What somebody did, in a few words: `accepts TLS 1.1`. */
  readonly what: string;
  /** The first resource of this type that `where` picks, in each platform that has one. */
  readonly type: JudgedType;
  /** Clause of an option that has to be in force; no platform has it as it is. */
  readonly option?: SwitchedOption;
  readonly where?: (resource: RegisteredResource) => boolean;
  /** Inputs that get another value, by path; undefined removes what stands there. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Other inputs than can be said as data. */
  readonly edit?: (inputs: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** Puts another resource beside the one that `where` picks, with inputs that follow from its inputs. */
  readonly adds?: {
    readonly type: JudgedType;
    readonly inputs: (beside: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  };
  /** Takes the resource out. */
  readonly remove?: true;
  /** Takes away the engine's protection. */
  readonly unprotect?: true;
  /** Other rules that see the same harm. */
  readonly also?: readonly string[];
  /** Rules that see it on some platforms only, because of what else is there. */
  readonly alsoOn?: Readonly<Partial<Record<Platform, readonly string[]>>>;
  /** Platforms that have nothing to sabotage here, or none of it promised. */
  readonly except?: readonly Platform[];
}
