import { isDeepStrictEqual } from "node:util";
import { invalid, required, unsupported, when, type ObjectProblem } from "../cluster/api-problem";
import {
  listAt,
  mapAt,
  mapsAt,
  namespaceOf,
  textAt,
  withPart,
  type KubeMap,
  type KubeObject,
} from "../cluster/kube-object";
import type { KindRules } from "./kind-rules";
import { noneOf } from "./label-selector";
import { nameProblems } from "./names";

const rbac = "rbac.authorization.k8s.io";

function ruleProblems(object: KubeObject, namespaced: boolean): readonly ObjectProblem[] {
  return mapsAt(object, "rules").flatMap((rule, i) => {
    const field = `rules[${i}]`;
    const urls = listAt(rule, "nonResourceURLs");
    return [
      ...when(listAt(rule, "verbs").length === 0, () =>
        required(`${field}.verbs`, "verbs must contain at least one value"),
      ),
      ...when(urls.length > 0 && namespaced, () =>
        invalid(`${field}.nonResourceURLs`, urls, "namespaced rules cannot apply to non-resource URLs"),
      ),
      ...when(urls.length === 0 && listAt(rule, "apiGroups").length === 0, () =>
        required(`${field}.apiGroups`, "resource rules must supply at least one api group"),
      ),
      ...when(urls.length === 0 && listAt(rule, "resources").length === 0, () =>
        required(`${field}.resources`, "resource rules must supply at least one resource"),
      ),
    ];
  });
}

function subjectDefaults(subject: KubeMap): KubeMap {
  return textAt(subject, "kind") === "ServiceAccount" ? subject : { apiGroup: rbac, ...subject };
}

function bindingDefaults(object: KubeObject): KubeObject {
  const subjects =
    object["subjects"] === undefined ? {} : { subjects: mapsAt(object, "subjects").map(subjectDefaults) };
  return withPart({ ...object, ...subjects }, "roleRef", { apiGroup: textAt(object, "roleRef", "apiGroup") ?? rbac });
}

function bindingProblems(object: KubeObject): readonly ObjectProblem[] {
  const reference = mapAt(object, "roleRef");
  const kinds = namespaceOf(object) === "" ? ["ClusterRole"] : ["Role", "ClusterRole"];
  const name = textAt(reference, "name") ?? "";
  return [
    ...noneOf(textAt(reference, "apiGroup"), [rbac], "roleRef.apiGroup"),
    ...noneOf(textAt(reference, "kind") ?? "", kinds, "roleRef.kind"),
    ...when(name === "", () => required("roleRef.name")),
    ...(name === "" ? [] : nameProblems("segment", name, "roleRef.name")),
    ...mapsAt(object, "subjects").flatMap((subject, i) => subjectProblems(subject, i, namespaceOf(object) !== "")),
  ];
}

function subjectProblems(subject: KubeMap, i: number, namespaced: boolean): readonly ObjectProblem[] {
  const field = `subjects[${i}]`;
  const kind = textAt(subject, "kind") ?? "";
  const group = textAt(subject, "apiGroup") ?? "";
  const name = textAt(subject, "name") ?? "";
  const isAccount = kind === "ServiceAccount";
  return [
    ...when(!["ServiceAccount", "User", "Group"].includes(kind), () =>
      unsupported(`${field}.kind`, kind, ["ServiceAccount", "User", "Group"]),
    ),
    ...when(name === "", () => required(`${field}.name`)),
    ...when(isAccount && !namespaced && (textAt(subject, "namespace") ?? "") === "", () =>
      required(`${field}.namespace`),
    ),
    ...(isAccount && name !== "" ? nameProblems("subdomain", name, `${field}.name`) : []),
    ...when(isAccount ? group !== "" : group !== rbac, () =>
      unsupported(`${field}.apiGroup`, group, [isAccount ? "" : rbac]),
    ),
  ];
}

/** Whom a binding binds to can change, what it binds them to cannot. */
function bindingChange(previous: KubeObject, object: KubeObject): readonly ObjectProblem[] {
  return when(!isDeepStrictEqual(previous["roleRef"], object["roleRef"]), () =>
    invalid("roleRef", mapAt(object, "roleRef"), "cannot change roleRef"),
  );
}

/** Who may do what in a cluster. */
export const accessKinds: readonly KindRules[] = [
  { groupKind: "/ServiceAccount", counted: false },
  { groupKind: `${rbac}/Role`, nameForm: "segment", counted: false, check: (object) => ruleProblems(object, true) },
  {
    groupKind: `${rbac}/ClusterRole`,
    nameForm: "segment",
    counted: false,
    check: (object) => ruleProblems(object, false),
  },
  ...["RoleBinding", "ClusterRoleBinding"].map((kind): KindRules => ({
    groupKind: `${rbac}/${kind}`,
    nameForm: "segment",
    counted: false,
    defaults: bindingDefaults,
    check: bindingProblems,
    checkChange: bindingChange,
  })),
];
