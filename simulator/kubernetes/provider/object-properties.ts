import { isPropertyList, isPropertyMap, type PropertyMap, type PropertyValue } from "../../provider/property-value";
import type { KubeObject } from "../cluster/kube-object";

/** Names that the SDK writes with underscores, because they are fields of its classes. */
const dashed = [
  "x-kubernetes-embedded-resource",
  "x-kubernetes-int-or-string",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-list-type",
  "x-kubernetes-map-type",
  "x-kubernetes-preserve-unknown-fields",
  "x-kubernetes-validations",
];
const toDashes = new Map(dashed.map((name) => [name.replaceAll("-", "_"), name]));
const toUnderscores = new Map(dashed.map((name) => [name, name.replaceAll("-", "_")]));

/** Inputs in Kubernetes' own names. */
export function objectInputs(inputs: PropertyMap): PropertyMap {
  return renamed(inputs, toDashes) as PropertyMap;
}

/** An object in the SDK's names. */
export function objectProperties(object: KubeObject): PropertyMap {
  const plain = JSON.parse(JSON.stringify(object)) as PropertyMap; // drops what is undefined
  return renamed(plain, toUnderscores) as PropertyMap;
}

function renamed(value: PropertyValue, names: ReadonlyMap<string, string>): PropertyValue {
  if (isPropertyList(value)) return value.map((item) => renamed(item, names));
  if (!isPropertyMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [names.get(key) ?? key, renamed(item, names)]));
}
