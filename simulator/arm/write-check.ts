import { isDeepStrictEqual } from "node:util";
import { valueAt } from "./body-path";
import type { Cloud } from "./cloud";
import { lockProblems } from "./lock-check";
import { nameProblems } from "./name-check";
import { placementProblems, providerRequirement, regionRequirement } from "./placement-check";
import { policyProblems } from "./policy-check";
import type { ArmProblem } from "./problem";
import { danglingReferences } from "./reference-check";
import type { Requirement, ResourceModel, Write } from "./resource-model";

/** Every reason to refuse a write. Where its place does not exist, nothing else is looked at, as in Azure. */
export function writeProblems(model: ResourceModel, write: Write, cloud: Cloud): readonly ArmProblem[] {
  const placement = placementProblems(write);
  if (placement.length > 0) return placement;
  return [
    ...deniedRequirements(requirementsOf(model, write), write, cloud),
    ...lockProblems("write", write.id, cloud),
    ...policyProblems(write.id, write.requested, cloud),
    ...nameProblems(model, write),
    ...immutableProblems(model, write),
    ...danglingReferences(model, write),
    ...(model.check?.(write) ?? []),
  ];
}

/** What the subscription needs for a write. */
export function requirementsOf(model: ResourceModel, write: Write): readonly Requirement[] {
  return [providerRequirement(write), ...regionRequirement(write), ...(model.requirements?.(write) ?? [])];
}

/** The name under which a requirement is granted or denied. */
export function grantKey({ kind, name }: Pick<Requirement, "kind" | "name">): string {
  return `${kind}:${name}`;
}

function deniedRequirements(requirements: readonly Requirement[], { id }: Write, cloud: Cloud): readonly ArmProblem[] {
  return requirements
    .filter((requirement) => isDenied(requirement, id.subscriptionId, cloud))
    .map(({ problem }) => problem);
}

/**
 * Tells whether something that is needed was expressly denied.
 *
 * @param asking the subscription that needs it
 */
export function isDenied(requirement: Requirement, asking: string, cloud: Cloud): boolean {
  const { denied } = cloud.subscription(requirement.subscriptionId ?? asking);
  return denied.includes(grantKey(requirement));
}

function immutableProblems(model: ResourceModel, { requested, previous }: Write): readonly ArmProblem[] {
  if (previous === undefined) return [];
  return (model.immutable ?? []).flatMap((path) => {
    const asked = valueAt(requested, path);
    const before = valueAt(previous.body, path);
    if (asked === undefined || isDeepStrictEqual(asked, before)) return [];
    const message = `Changing property '${path}' is not allowed: it is ${shown(before)}, and ${shown(asked)} was asked for.`;
    return [{ code: "PropertyChangeNotAllowed", message, target: path, status: 409 }];
  });
}

function shown(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
