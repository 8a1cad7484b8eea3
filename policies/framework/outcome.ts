import type { RegisteredResource } from "../resources/registered-resource";

/** What a rule says about one thing that it looked at, in one sentence that names what it saw. */
export interface Outcome {
  readonly result: "violation" | "compliant" | "undetermined";
  readonly message: string;
  /** URN of the resource that it is about; absent where it is about the stack or the platform. */
  readonly urn?: string;
  /** Set where the other stacks of the platform would decide it: plain `pulumi` only says so. */
  readonly awaits?: "union";
}

/** Why a rule says nothing at all. */
export interface NotApplicable {
  readonly notApplicable: string;
}

/** What a rule found: something about each thing that it looked at, or why it looked at nothing. */
export type Judgement = readonly Outcome[] | NotApplicable;

export function isNotApplicable(judgement: Judgement): judgement is NotApplicable {
  return "notApplicable" in judgement;
}

const at = (about: RegisteredResource | undefined) => (about === undefined ? {} : { urn: about.urn });

export function violation(message: string, about?: RegisteredResource): Outcome {
  return { result: "violation", message, ...at(about) };
}

export function compliant(message: string, about?: RegisteredResource): Outcome {
  return { result: "compliant", message, ...at(about) };
}

export function undetermined(message: string, about?: RegisteredResource): Outcome {
  return { result: "undetermined", message, ...at(about) };
}

export function notApplicable(reason: string): NotApplicable {
  return { notApplicable: reason };
}

/** What a relation says that needs stacks which are not there: not kept and not broken. */
export function needsUnion(what: string, about?: RegisteredResource): Outcome {
  const message = `${what} can only be judged over all stacks of the platform: run deltawerk check`;
  return { ...undetermined(message, about), awaits: "union" };
}
