import type { RegisteredResource } from "../resources/registered-resource";
import type { Reference, ResourceSet } from "../resources/resource-set";
import { needsUnion, undetermined, violation, type Outcome } from "./outcome";

/** What a rule says of a reference that has to lead to a resource of the platform. */
export interface ReferenceTexts {
  readonly absent: string;
  readonly unknown: string;
  readonly elsewhere: (id: string) => string;
  /** What other stacks may hold it, for one stack alone: `whether it leads to something of the platform`. */
  readonly awaits: string;
}

/**
 * Judges where a reference leads: a reference out of the platform is a violation as soon as all stacks are there, and waits
 * for the others before that.
 *
 * @param inside what is said where it leads to a resource of the platform
 */
export function judgeReference<Inside>(
  reference: Reference,
  resource: RegisteredResource,
  { isUnion }: Pick<ResourceSet, "isUnion">,
  texts: ReferenceTexts,
  inside: (to: RegisteredResource) => Inside,
): Inside | Outcome {
  switch (reference.kind) {
    case "resource":
      return inside(reference.resource);
    case "absent":
      return violation(texts.absent, resource);
    case "unknown":
      return undetermined(texts.unknown, resource);
    case "elsewhere":
      return isUnion ? violation(texts.elsewhere(reference.id), resource) : needsUnion(texts.awaits, resource);
  }
}
