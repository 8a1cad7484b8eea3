import { provisioningTime } from "../../azure/provisioning-times";
import { typeOfArmType } from "../../azure/resource-types";
import type { Operation } from "./operation";
import { referencesIn } from "./reference-index";
import type { ArmResource } from "./resource";
import { idKey, parseResourceId } from "./resource-id";
import type { ResourceModel, Write } from "./resource-model";

/** Virtual minutes of a write: as the model says, else as documented for the type. */
export function writeMinutes(model: ResourceModel, write: Write): number {
  if (typeof model.minutes === "function") return model.minutes(write);
  return minutes(model, model.armType, write.previous === undefined ? "create" : "update");
}

/** Virtual minutes of a deletion. */
export function deleteMinutes(model: ResourceModel | undefined, armType: string): number {
  return minutes(model, armType, "delete");
}

/** What surrounds a resource and what it mentions: it cannot be there before them, and they cannot go before it. */
export function neededBy(resource: ArmResource): readonly string[] {
  const { parent } = parseResourceId(resource.id);
  const mentioned = referencesIn(resource).map(({ to }) => idKey(to));
  return [...new Set([...(parent === undefined ? [] : [idKey(parent)]), ...mentioned])];
}

/** The clock's name for "something that needs this one was deleted". */
export function endOfUse(key: string): string {
  return `use of ${key}`;
}

function minutes(model: ResourceModel | undefined, armType: string, kind: Operation["kind"]): number {
  if (typeof model?.minutes === "object") return model.minutes[kind];
  return provisioningTime(typeOfArmType(armType)?.token ?? armType)[kind];
}
