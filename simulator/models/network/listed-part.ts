import type { ArmBody, ArmObject } from "../../arm/resource";
import { parseResourceId } from "../../arm/resource-id";
import type { Deletion, Effect, Write } from "../../arm/resource-model";
import { objectsAt, textAt } from "../read-body";
import { withProperties } from "../stored-body";

/**
 * Parts that Azure keeps in a list of their owner and that can also be written one by one, such as the rules of a
 * security group. The owner's list is the truth; a part that was written alone is mirrored beside it.
 */
export interface ListedPart {
  /** The type of a part that is written alone. */
  readonly type: string;
  /** The property of the owner that lists them. */
  readonly list: string;
}

function sameName(part: ArmObject, name: string): boolean {
  return textAt(part, "name")?.toLowerCase() === name.toLowerCase();
}

/** The parts of an owner with their ids, as Azure answers them. */
export function partsWithIds(ownerId: string, owner: ArmBody, { list }: ListedPart): ArmBody {
  const parts = objectsAt(owner, `properties.${list}`).map(({ value }) => {
    const { properties, ...rest } = value;
    const known = typeof properties === "object" && properties !== null ? (properties as ArmObject) : {};
    return {
      ...rest,
      id: `${ownerId}/${list}/${textAt(value, "name") ?? ""}`,
      properties: { ...known, provisioningState: "Succeeded" },
    };
  });
  return withProperties(owner, { [list]: parts });
}

/** Keeps the mirrors in step with an owner's list. */
export function mirrorEffects({ id, cloud }: Write, computed: ArmBody, { type, list }: ListedPart): readonly Effect[] {
  const parts = objectsAt(computed, `properties.${list}`).map(({ value }) => value);
  return cloud.children(id.text, type).map((mirror): Effect => {
    const part = parts.find((each) => sameName(each, parseResourceId(mirror.id).name));
    if (part === undefined) return { kind: "delete", id: mirror.id };
    return { kind: "put", id: mirror.id, body: { properties: part["properties"] as ArmObject } };
  });
}

/** Puts a part that is written alone into its owner's list. */
export function ownerEffects({ id, cloud }: Write, computed: ArmBody, { list }: ListedPart): readonly Effect[] {
  const owner = cloud.get(id.parent ?? "");
  if (owner === undefined) return [];
  const others = othersOf(owner.body, list, id.name);
  const part = { id: id.text, name: id.name, properties: computed.properties ?? {} };
  return [{ kind: "put", id: owner.id, body: withProperties(owner.body, { [list]: [...others, part] }) }];
}

/** Takes a part that is deleted alone out of its owner's list. */
export function ownerDeleteEffects({ id, cloud }: Deletion, { list }: ListedPart): readonly Effect[] {
  const owner = cloud.get(id.parent ?? "");
  if (owner === undefined) return [];
  return [
    { kind: "put", id: owner.id, body: withProperties(owner.body, { [list]: othersOf(owner.body, list, id.name) }) },
  ];
}

export function othersOf(owner: ArmBody, list: string, name: string): readonly ArmObject[] {
  return objectsAt(owner, `properties.${list}`)
    .map(({ value }) => value)
    .filter((part) => !sameName(part, name));
}
