import { forbidden, when } from "../cluster/api-problem";
import { listAt, nameOf, textsAt, withPart, type KubeObject } from "../cluster/kube-object";
import type { KindRules } from "./kind-rules";

const nameLabel = "kubernetes.io/metadata.name";

/** A namespace as the API server completes it. */
export function namespaceDefaults(object: KubeObject): KubeObject {
  const labelled = withPart(object, "metadata", {
    labels: { ...textsAt(object, "metadata", "labels"), [nameLabel]: nameOf(object) },
  });
  return withPart(labelled, "spec", { finalizers: ["kubernetes"] });
}

export const namespace: KindRules = {
  groupKind: "/Namespace",
  nameForm: "label",
  counted: false,
  defaults: namespaceDefaults,
  check: (object) =>
    when(
      listAt(object, "spec", "finalizers").some((each) => each !== "kubernetes"),
      () => forbidden("spec.finalizers", "finalizers of one's own are not modelled by the local cloud"),
    ),
  settle: () => ({ status: { phase: "Active" } }),
};
