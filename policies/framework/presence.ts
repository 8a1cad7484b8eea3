import type { RegisteredResource } from "../resources/registered-resource";
import type { Reference } from "../resources/resource-set";
import { compliant, notApplicable, undetermined, violation, type Judgement, type Outcome } from "./outcome";

/** Judges each of some resources; without any the rule does not apply. @param what in the plural: `databases` */
export function forEach(
  subjects: readonly RegisteredResource[],
  what: string,
  judge: (subject: RegisteredResource) => Outcome | readonly Outcome[],
): Judgement {
  return subjects.length === 0 ? notApplicable(`there are no ${what}`) : subjects.flatMap(judge);
}

/** What belongs to a subject, and where each of these leads. */
export interface Companions {
  /** In the singular: `policy`. */
  readonly what: string;
  readonly resources: readonly RegisteredResource[];
  readonly leadsTo: (companion: RegisteredResource) => Reference | RegisteredResource | undefined;
}

/** Whether something leads to a subject: yes, no, or not to be told because it leads to what is not known yet. */
export function hasCompanion(subject: RegisteredResource, companions: Companions): "yes" | "no" | "unknown" {
  let open = false;
  for (const companion of companions.resources) {
    const target = companions.leadsTo(companion);
    if (target === undefined) open = true;
    else if ("kind" in target) {
      if (target.kind === "resource" && target.resource === subject) return "yes";
      if (target.kind === "unknown" && (target.candidates.length === 0 || target.candidates.includes(subject))) {
        open = true;
      }
    } else if (target === subject) return "yes";
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
  return forEach(subjects, what, (subject) => {
    switch (hasCompanion(subject, companions)) {
      case "yes":
        return compliant(`it has a ${companions.what}`, subject);
      case "unknown":
        return undetermined(`whether it has a ${companions.what} is not known before the update`, subject);
      case "no":
        return violation(lacks, subject);
    }
  });
}
