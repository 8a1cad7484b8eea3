import { rulesOf } from "../kinds/kind-register";
import { annotationProblems, labelProblems, nameProblems } from "../kinds/names";
import { fieldProblems } from "../schema/field-check";
import type { FieldTypes, KindSchema } from "../schema/field-schema";
import { ApiError, notModelled, required, type ObjectProblem } from "./api-problem";
import { groupKindOf, listAt, mapAt, nameOf, namespaceOf, textsAt, withoutField, type KubeObject } from "./kube-object";

/** Fields of the metadata that only the server writes. */
const serverFields = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
];

/** Throws where strict field validation refuses an object, with everything that is wrong. */
export function checkFields(object: KubeObject, { schema, kind }: KindSchema, types: FieldTypes): void {
  const problems = fieldProblems(schema, object, types);
  if (problems.length === 0) return;
  const told = problems.map(({ path, message }) => `${path}: ${message}`).join("; ");
  throw new ApiError("BadRequest", `failed to create typed patch object (${kind} ${nameOf(object)}): ${told}`);
}

/** Throws for parts of the metadata that Kubernetes has and the local cloud has not. */
export function checkModelled(object: KubeObject): void {
  const metadata = mapAt(object, "metadata");
  if (metadata["generateName"] !== undefined) {
    throw new ApiError("BadRequest", "the `.metadata.generateName` field is not supported in Server-Side Apply mode");
  }
  if (listAt(metadata, "finalizers").length > 0) throw notModelled("An object with finalizers");
  if (listAt(metadata, "ownerReferences").length > 0) throw notModelled("An object with owners");
}

/** All reasons to refuse an object by itself, beyond its fields. */
export function objectProblems(object: KubeObject, kind: KindSchema): readonly ObjectProblem[] {
  const rules = rulesOf(groupKindOf(object));
  const name = nameOf(object);
  return [
    ...(name === "" ? [required("metadata.name", "name or generateName is required")] : []),
    ...(name === "" ? [] : nameProblems(rules.nameForm ?? "subdomain", name, "metadata.name")),
    ...labelProblems(textsAt(object, "metadata", "labels"), "metadata.labels"),
    ...annotationProblems(textsAt(object, "metadata", "annotations"), "metadata.annotations"),
    ...namespaceProblems(object, kind),
    ...(rules.check?.(object) ?? []),
  ];
}

function namespaceProblems(object: KubeObject, { namespaced, kind }: KindSchema): readonly ObjectProblem[] {
  if (namespaced || namespaceOf(object) === "") return [];
  return [{ field: "metadata.namespace", message: `Forbidden: not allowed on ${kind}, which belongs to the cluster` }];
}

/** An object without what only the server writes. */
export function withoutServerFields(object: KubeObject): KubeObject {
  const metadata = Object.entries(mapAt(object, "metadata")).filter(([key]) => !serverFields.includes(key));
  return { ...withoutField(object, "status"), metadata: Object.fromEntries(metadata) };
}
