import type { Tombstone } from "./cloud-view";
import type { ArmProblem } from "./problem";
import type { ArmBody, ArmResource } from "./resource";
import { idKey, parseResourceId, type ResourceId } from "./resource-id";
import type { NameScope, ResourceModel, Write } from "./resource-model";

/** The refusal of a name that another resource has, or had until it was soft-deleted. */
export function nameProblems(model: ResourceModel, write: Write): readonly ArmProblem[] {
  const scope = model.nameScope;
  if (scope === undefined || write.previous !== undefined) return [];
  const wanted = keyOf(scope, write.id, write.requested);
  if (wanted === undefined) return [];
  const holder = liveHolder(scope, wanted, write) ?? deletedHolder(scope, wanted, write);
  return holder === undefined ? [] : [scope.taken(write.id, holder)];
}

function liveHolder(scope: NameScope, wanted: string, write: Write): ArmResource | undefined {
  return write.cloud.ofType(write.id.type, within(scope, write.id)).find((other) => {
    return idKey(other.id) !== write.id.key && keyOf(scope, parseResourceId(other.id), other.body) === wanted;
  });
}

function deletedHolder(scope: NameScope, wanted: string, write: Write): Tombstone | undefined {
  const prefix = idKey(within(scope, write.id) ?? "");
  return write.cloud.softDeleted(write.id.type).find(({ resource }) => {
    const id = parseResourceId(resource.id);
    return id.key.startsWith(prefix) && keyOf(scope, id, resource.body) === wanted;
  });
}

function keyOf(scope: NameScope, id: ResourceId, body: ArmBody): string | undefined {
  return scope.key === undefined ? id.name.toLowerCase() : scope.key(id, body)?.toLowerCase();
}

function within(scope: NameScope, id: ResourceId): string | undefined {
  return scope.within === "cloud" ? undefined : `/subscriptions/${id.subscriptionId}`;
}
