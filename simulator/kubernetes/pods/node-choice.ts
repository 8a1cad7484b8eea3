import { listAt, mapsAt, textAt, textsAt, type KubeMap } from "../cluster/kube-object";
import type { Node } from "./node";

/** Tells whether a pod may run on a node by its own selector and required node affinity. */
export function acceptsNode(spec: KubeMap, { labels, name }: Node): boolean {
  const selector = Object.entries(textsAt(spec, "nodeSelector"));
  if (!selector.every(([key, value]) => labels[key] === value)) return false;
  const terms = mapsAt(
    spec,
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "nodeSelectorTerms",
  );
  if (terms.length === 0) return true;
  return terms.some((term) => {
    const expressions = mapsAt(term, "matchExpressions");
    const fields = mapsAt(term, "matchFields");
    return (
      expressions.length + fields.length > 0 &&
      expressions.every((expression) => fits(expression, labels)) &&
      fields.every((field) => fits(field, { "metadata.name": name }))
    );
  });
}

function fits(expression: KubeMap, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[textAt(expression, "key") ?? ""];
  const values = listAt(expression, "values");
  switch (textAt(expression, "operator") ?? "") {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return value !== undefined && Number(value) > Number(values[0]);
    default:
      return value !== undefined && Number(value) < Number(values[0]);
  }
}

/** Tells whether a pod tolerates everything that keeps others off a node. */
export function toleratesTaints(spec: KubeMap, { taints }: Node): boolean {
  const tolerations = mapsAt(spec, "tolerations");
  return taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .every((taint) =>
      tolerations.some((toleration) => {
        const [key, effect] = [textAt(toleration, "key") ?? "", textAt(toleration, "effect") ?? ""];
        if (effect !== "" && effect !== taint.effect) return false;
        const exists = textAt(toleration, "operator") === "Exists";
        if (key === "") return exists;
        return key === taint.key && (exists || (textAt(toleration, "value") ?? "") === taint.value);
      }),
    );
}
