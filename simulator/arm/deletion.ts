import type { Cloud, StoredResource } from "./cloud";
import { lockProblems } from "./lock-check";
import type { ModelRegister } from "./model-register";
import type { Mutation } from "./mutation";
import type { ArmProblem } from "./problem";
import { idKey, parseResourceId } from "./resource-id";
import type { Deletion, Effect } from "./resource-model";

const millisecondsPerDay = 86_400_000;

/** What deleting a resource, with everything inside it, comes to. */
export interface DeletionPlan {
  readonly problems: readonly ArmProblem[];
  readonly mutations: readonly Mutation[];
  readonly effects: readonly Effect[];
}

/** Judges a deletion and says what it changes; nothing is done yet. */
export function planDeletion(resource: StoredResource, cloud: Cloud, models: ModelRegister): DeletionPlan {
  const reset = resetOf(resource, cloud, models);
  if (reset !== undefined) {
    return { problems: lockProblems("write", parseResourceId(resource.id), cloud), mutations: [reset], effects: [] };
  }
  const gone = [...cloud.below(resource.id), resource];
  const deletions = gone.map((each) => ({ id: parseResourceId(each.id), resource: each, root: resource, cloud }));
  return {
    problems: [
      ...lockProblems("delete", parseResourceId(resource.id), cloud),
      ...deletions.flatMap((deletion) => problemsOf(deletion, resource, models)),
    ],
    mutations: gone.flatMap((each) => removalOf(each, cloud, models)),
    effects: deletions.flatMap((deletion) => models.get(deletion.id.type)?.deleteEffects?.(deletion) ?? []),
  };
}

/** What stands outside of the resource that is deleted may still need a part of it. */
function problemsOf(deletion: Deletion, root: StoredResource, models: ModelRegister): readonly ArmProblem[] {
  const model = models.get(deletion.id.type);
  if (model === undefined) return [];
  const inside = `${idKey(root.id)}/`;
  const outsiders = deletion.cloud.referencesTo(deletion.id.text).filter(({ from }) => {
    return idKey(from.id) !== idKey(root.id) && !idKey(from.id).startsWith(inside);
  });
  return [
    ...(outsiders.length > 0 ? (model.refusedWhileReferenced?.(deletion, outsiders) ?? []) : []),
    ...(model.checkDelete?.(deletion) ?? []),
  ];
}

/** What comes with its parent cannot be deleted: the provider writes it back to what it was. */
export function resetOf(resource: StoredResource, cloud: Cloud, models: ModelRegister): Mutation | undefined {
  const { parent, type, name } = parseResourceId(resource.id);
  const owner = parent === undefined ? undefined : cloud.get(parent);
  if (owner === undefined) return undefined;
  const singleton = models
    .get(owner.type)
    ?.singletons?.find((each) => idKey(each.type) === idKey(type) && idKey(each.name) === idKey(name));
  if (singleton === undefined) return undefined;
  return { kind: "setResource", resource: { ...resource, body: singleton.body(owner), isDefault: true } };
}

function removalOf(resource: StoredResource, cloud: Cloud, models: ModelRegister): readonly Mutation[] {
  const days = models.get(resource.type)?.softDeleteDays?.(resource, cloud) ?? 0;
  const removal: Mutation = { kind: "removeResource", id: resource.id };
  if (days === 0) return [removal];
  const purgeAt = new Date(Date.parse(cloud.now) + days * millisecondsPerDay).toISOString();
  return [removal, { kind: "setTombstone", tombstone: { resource, deletedAt: cloud.now, purgeAt } }];
}
