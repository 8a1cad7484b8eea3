import { notModelled } from "../cluster/api-problem";
import { invalid, when, type ObjectProblem } from "../cluster/api-problem";
import { mapAt, mapsAt, nameOf, textAt, withPart, type KubeObject } from "../cluster/kube-object";
import { condition } from "./condition";
import type { KindRules } from "./kind-rules";
import { noneOf } from "./label-selector";

function definitionDefaults(object: KubeObject): KubeObject {
  const names = mapAt(object, "spec", "names");
  const kind = textAt(names, "kind") ?? "";
  return withPart(object, "spec", {
    conversion: { strategy: "None" },
    ...mapAt(object, "spec"),
    names: { listKind: `${kind}List`, singular: kind.toLowerCase(), ...names },
  });
}

function definitionProblems(object: KubeObject): readonly ObjectProblem[] {
  const spec = mapAt(object, "spec");
  const wanted = `${textAt(spec, "names", "plural") ?? ""}.${textAt(spec, "group") ?? ""}`;
  const versions = mapsAt(spec, "versions");
  const stored = versions.filter((version) => version["storage"] === true);
  return [
    ...when(nameOf(object) !== wanted, () =>
      invalid("metadata.name", nameOf(object), `must be spec.names.plural+"."+spec.group`),
    ),
    ...noneOf(textAt(spec, "scope"), ["Cluster", "Namespaced"], "spec.scope"),
    ...when(stored.length !== 1, () =>
      invalid(
        "spec.versions",
        versions.map((version) => textAt(version, "name") ?? ""),
        "must have exactly one version marked as storage version",
      ),
    ),
    ...versions.flatMap((version, i) =>
      when(textAt(version, "schema", "openAPIV3Schema", "type") !== "object", () => ({
        field: `spec.versions[${i}].schema.openAPIV3Schema`,
        message: "Required value: schemas are required",
      })),
    ),
  ];
}

/** A kind that users add. Its schema is honoured, its CEL rules are not. */
export const customResourceDefinition: KindRules = {
  groupKind: "apiextensions.k8s.io/CustomResourceDefinition",
  defaults: definitionDefaults,
  check: definitionProblems,
  admit: ({ object }) => {
    if (textAt(object, "spec", "conversion", "strategy") === "Webhook") throw notModelled("Conversion by a webhook");
  },
  settle: ({ object, view }) => ({
    status: {
      acceptedNames: mapAt(object, "spec", "names"),
      conditions: [
        condition("NamesAccepted", "True", "NoConflicts", view.now, "no conflicts found"),
        condition("Established", "True", "InitialNamesAccepted", view.now, "the initial names have been accepted"),
      ],
      storedVersions: mapsAt(object, "spec", "versions").flatMap((version) =>
        version["storage"] === true ? [textAt(version, "name") ?? ""] : [],
      ),
    },
  }),
};
