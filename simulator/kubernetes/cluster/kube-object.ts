import { isArmObject, type ArmObject, type ArmValue } from "../../arm/resource";

/** A JSON value of a Kubernetes object. */
export type KubeValue = ArmValue;
/** A JSON object within a Kubernetes object. */
export type KubeMap = ArmObject;
/** A Kubernetes object: `apiVersion`, `kind`, `metadata` and what its kind has. */
export type KubeObject = ArmObject;

/** One step to a value: a field, or the index of an item. */
export type Step = string | number;

/** The value at some steps, or undefined where any of them is absent. */
export function at(value: KubeValue | undefined, ...steps: readonly Step[]): KubeValue | undefined {
  return steps.reduce<KubeValue | undefined>((current, step) => {
    if (typeof step === "number") return Array.isArray(current) ? (current as readonly KubeValue[])[step] : undefined;
    return isArmObject(current) ? current[step] : undefined;
  }, value);
}

export function textAt(value: KubeValue | undefined, ...steps: readonly Step[]): string | undefined {
  const found = at(value, ...steps);
  return typeof found === "string" ? found : undefined;
}

export function numberAt(value: KubeValue | undefined, ...steps: readonly Step[]): number | undefined {
  const found = at(value, ...steps);
  return typeof found === "number" ? found : undefined;
}

/** The object at some steps; an empty one where there is none. */
export function mapAt(value: KubeValue | undefined, ...steps: readonly Step[]): KubeMap {
  const found = at(value, ...steps);
  return isArmObject(found) ? found : {};
}

/** The items of the list at some steps; none where there is no list. */
export function listAt(value: KubeValue | undefined, ...steps: readonly Step[]): readonly KubeValue[] {
  const found = at(value, ...steps);
  return Array.isArray(found) ? (found as readonly KubeValue[]) : [];
}

/** The items of a list that are objects. */
export function mapsAt(value: KubeValue | undefined, ...steps: readonly Step[]): readonly KubeMap[] {
  return listAt(value, ...steps).filter(isArmObject);
}

/** The texts among the values of an object, such as labels. */
export function textsAt(value: KubeValue | undefined, ...steps: readonly Step[]): Readonly<Record<string, string>> {
  const entries = Object.entries(mapAt(value, ...steps));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

export function nameOf(object: KubeObject): string {
  return textAt(object, "metadata", "name") ?? "";
}

/** Empty for objects of the cluster itself. */
export function namespaceOf(object: KubeObject): string {
  return textAt(object, "metadata", "namespace") ?? "";
}

export function kindOf(object: KubeObject): string {
  return textAt(object, "kind") ?? "";
}

/** The group of `apps/v1`; that of `v1` is empty. */
export function groupOf(object: KubeObject): string {
  const apiVersion = textAt(object, "apiVersion") ?? "";
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Group and kind as one text: `apps/Deployment`; `/Service` in the core group. */
export function groupKindOf(object: KubeObject): string {
  return `${groupOf(object)}/${kindOf(object)}`;
}

/** Where an object is in its cluster. */
export function objectKey(groupKind: string, namespace: string, name: string): string {
  return `${groupKind}/${namespace}/${name}`;
}

export function keyOf(object: KubeObject): string {
  return objectKey(groupKindOf(object), namespaceOf(object), nameOf(object));
}

/** An object with other values at the top of one of its parts, such as `spec`. */
export function withPart(object: KubeObject, part: string, values: KubeMap): KubeObject {
  return { ...object, [part]: { ...mapAt(object, part), ...values } };
}

/** A value in words: texts as they are, everything else as JSON. */
export function written(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** An object without one of its fields. */
export function withoutField(object: KubeMap, field: string): KubeMap {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== field));
}
