import type { RegisteredResource } from "../resources/registered-resource";
import type { Reference } from "../resources/resource-set";
import { compliant, notApplicable, undetermined, violation, type Judgement, type Outcome } from "./outcome";

/** Judges each of some resources; without any the rule does not apply. @param what in the plural: `databases` */
export function forEach<Subject>(
  subjects: readonly Subject[],
  what: string,
  judge: (subject: Subject) => Outcome | readonly Outcome[],
): Judgement {
  return subjects.length === 0 ? notApplicable(`there are no ${what}`) : subjects.flatMap(judge);
}

/** What belongs to a subject, and where each of these leads. */
interface Companions {
  /** In the singular: `policy`. */
  readonly what: string;
  readonly resources: readonly RegisteredResource[];
  readonly leadsTo: (companion: RegisteredResource) => Reference;
}

/** Whether one of several references leads to a subject: yes, no, or not to be told because it is not known yet. */
export function isLedTo(subject: RegisteredResource, references: readonly Reference[]): "yes" | "no" | "unknown" {
  let open = false;
  for (const reference of references) {
    if (reference.kind === "resource" && reference.resource === subject) return "yes";
    if (reference.kind === "unknown") {
      open ||= reference.candidates.length === 0 || reference.candidates.includes(subject);
    }
  }
  return open ? "unknown" : "no";
}

/** Every subject has a companion: one sentence for each. @param lacks what is wrong without one */
export function eachHas(
  subjects: readonly RegisteredResource[],
  what: string,
  companions: Companions,
  lacks: string,
): Judgement {
  const references = companions.resources.map((one) => companions.leadsTo(one));
  return forEach(subjects, what, (subject) => {
    switch (isLedTo(subject, references)) {
      case "yes":
        return compliant(`its ${companions.what} is there`, subject);
      case "unknown":
        return undetermined(`whether its ${companions.what} is there is not known before the update`, subject);
      case "no":
        return violation(lacks, subject);
    }
  });
}
