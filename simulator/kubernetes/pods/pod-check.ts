import { forbidden, invalid, required, when, type ObjectProblem } from "../cluster/api-problem";
import { listAt, mapAt, mapsAt, numberAt, textAt, textsAt, type KubeMap } from "../cluster/kube-object";
import { containerProblems } from "./container-check";
import { noneOf, selectorProblems } from "../kinds/label-selector";
import { annotationProblems, keyProblems, labelProblems, labelValueProblems, nameProblems } from "../kinds/names";
import { volumeProblems } from "./volume-check";

/**
 * Refusals of a pod template (Kubernetes 1.36, pkg/apis/core/validation/validation.go, for what is in use here).
 *
 * @param restartPolicies what the owner of the template allows
 */
export function templateProblems(
  template: KubeMap,
  field: string,
  restartPolicies: readonly string[],
): readonly ObjectProblem[] {
  const spec = mapAt(template, "spec");
  const path = `${field}.spec`;
  return [
    ...labelProblems(textsAt(template, "metadata", "labels"), `${field}.metadata.labels`),
    ...annotationProblems(textsAt(template, "metadata", "annotations"), `${field}.metadata.annotations`),
    ...noneOf(textAt(spec, "restartPolicy"), restartPolicies, `${path}.restartPolicy`),
    ...noneOf(
      textAt(spec, "dnsPolicy"),
      ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"],
      `${path}.dnsPolicy`,
    ),
    ...when(textAt(spec, "dnsPolicy") === "None" && listAt(spec, "dnsConfig", "nameservers").length === 0, () =>
      required(`${path}.dnsConfig.nameservers`, "must provide at least one DNS nameserver when `dnsPolicy` is None"),
    ),
    ...when((numberAt(spec, "activeDeadlineSeconds") ?? 1) < 1, () =>
      invalid(
        `${path}.activeDeadlineSeconds`,
        spec["activeDeadlineSeconds"] ?? null,
        "must be between 1 and 2147483647, inclusive",
      ),
    ),
    ...accountProblems(spec, path),
    ...labelProblems(textsAt(spec, "nodeSelector"), `${path}.nodeSelector`),
    ...tolerationProblems(spec, path),
    ...spreadProblems(spec, path),
    ...affinityProblems(spec, path),
    ...volumeProblems(spec, path),
    ...containerProblems(spec, path),
  ];
}

function accountProblems(spec: KubeMap, path: string): readonly ObjectProblem[] {
  const name = textAt(spec, "serviceAccountName");
  const priority = textAt(spec, "priorityClassName");
  return [
    ...(name === undefined || name === "" ? [] : nameProblems("subdomain", name, `${path}.serviceAccountName`)),
    ...(priority === undefined || priority === ""
      ? []
      : nameProblems("subdomain", priority, `${path}.priorityClassName`)),
  ];
}

function tolerationProblems(spec: KubeMap, path: string): readonly ObjectProblem[] {
  return mapsAt(spec, "tolerations").flatMap((toleration, i) => {
    const field = `${path}.tolerations[${i}]`;
    const [key, operator, value] = ["key", "operator", "value"].map((name) => textAt(toleration, name) ?? "");
    return [
      ...(key === undefined || key === "" ? [] : keyProblems(key, `${field}.key`)),
      ...when(key === "" && operator !== "Exists", () =>
        invalid(
          `${field}.operator`,
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      ),
      ...when(operator === "Exists" && value !== "", () =>
        invalid(`${field}.operator`, toleration, "value must be empty when `operator` is 'Exists'"),
      ),
      ...noneOf(operator === "" ? undefined : operator, ["Equal", "Exists", "Lt", "Gt"], `${field}.operator`),
      ...noneOf(textAt(toleration, "effect"), ["NoSchedule", "PreferNoSchedule", "NoExecute"], `${field}.effect`),
      ...(operator === "Equal" || operator === "" ? labelValueProblems(value ?? "", `${field}.value`) : []),
      ...when(toleration["tolerationSeconds"] !== undefined && textAt(toleration, "effect") !== "NoExecute", () =>
        invalid(
          `${field}.effect`,
          textAt(toleration, "effect") ?? "",
          "effect must be 'NoExecute' when `tolerationSeconds` is set",
        ),
      ),
    ];
  });
}

function spreadProblems(spec: KubeMap, path: string): readonly ObjectProblem[] {
  return mapsAt(spec, "topologySpreadConstraints").flatMap((constraint, i) => {
    const field = `${path}.topologySpreadConstraints[${i}]`;
    const policy = textAt(constraint, "whenUnsatisfiable");
    return [
      ...when((numberAt(constraint, "maxSkew") ?? 0) < 1, () =>
        invalid(`${field}.maxSkew`, constraint["maxSkew"] ?? null, "must be greater than zero"),
      ),
      ...when((textAt(constraint, "topologyKey") ?? "") === "", () =>
        required(`${field}.topologyKey`, "can not be empty"),
      ),
      ...noneOf(policy, ["DoNotSchedule", "ScheduleAnyway"], `${field}.whenUnsatisfiable`),
      ...when((numberAt(constraint, "minDomains") ?? 1) < 1, () =>
        invalid(`${field}.minDomains`, constraint["minDomains"] ?? null, "must be greater than zero"),
      ),
      ...when(constraint["minDomains"] !== undefined && policy !== "DoNotSchedule", () =>
        invalid(
          `${field}.minDomains`,
          constraint["minDomains"] ?? null,
          `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${policy ?? ""}`,
        ),
      ),
      ...selectorProblems(mapAt(constraint, "labelSelector"), `${field}.labelSelector`),
    ];
  });
}

const nodeOperators = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];

function affinityProblems(spec: KubeMap, path: string): readonly ObjectProblem[] {
  const field = `${path}.affinity`;
  const node = mapAt(spec, "affinity", "nodeAffinity");
  const demanded = node["requiredDuringSchedulingIgnoredDuringExecution"];
  const terms = mapsAt(demanded, "nodeSelectorTerms");
  const demandedPath = `${field}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  return [
    ...when(demanded !== undefined && terms.length === 0, () =>
      required(demandedPath, "must have at least one node selector term"),
    ),
    ...terms.flatMap((term, t) =>
      mapsAt(term, "matchExpressions").flatMap((expression, i) =>
        nodeExpressionProblems(expression, `${demandedPath}[${t}].matchExpressions[${i}]`),
      ),
    ),
    ...podAffinityProblems(mapAt(spec, "affinity", "podAffinity"), `${field}.podAffinity`),
    ...podAffinityProblems(mapAt(spec, "affinity", "podAntiAffinity"), `${field}.podAntiAffinity`),
  ];
}

function nodeExpressionProblems(expression: KubeMap, field: string): readonly ObjectProblem[] {
  const operator = textAt(expression, "operator") ?? "";
  const values = listAt(expression, "values");
  return [
    ...keyProblems(textAt(expression, "key") ?? "", `${field}.key`),
    ...when(!nodeOperators.includes(operator), () =>
      invalid(`${field}.operator`, operator, "not a valid selector operator"),
    ),
    ...when(["In", "NotIn"].includes(operator) && values.length === 0, () =>
      required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"),
    ),
    ...when(["Exists", "DoesNotExist"].includes(operator) && values.length > 0, () =>
      forbidden(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
    ),
    ...when(["Gt", "Lt"].includes(operator) && values.length !== 1, () =>
      required(`${field}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"),
    ),
  ];
}

function podAffinityProblems(affinity: KubeMap, field: string): readonly ObjectProblem[] {
  const demanded = "requiredDuringSchedulingIgnoredDuringExecution";
  const preferred = "preferredDuringSchedulingIgnoredDuringExecution";
  const terms = [
    ...mapsAt(affinity, demanded).map((term, i) => ({ term, place: `${field}.${demanded}[${i}]` })),
    ...mapsAt(affinity, preferred).map((weighted, i) => ({
      term: mapAt(weighted, "podAffinityTerm"),
      place: `${field}.${preferred}[${i}].podAffinityTerm`,
    })),
  ];
  return [
    ...mapsAt(affinity, preferred).flatMap((weighted, i) => {
      const weight = numberAt(weighted, "weight") ?? 0;
      return when(weight < 1 || weight > 100, () =>
        invalid(`${field}.${preferred}[${i}].weight`, weight, "must be in the range 1-100"),
      );
    }),
    ...terms.flatMap(({ term, place }) => [
      ...when((textAt(term, "topologyKey") ?? "") === "", () => required(`${place}.topologyKey`, "can not be empty")),
      ...selectorProblems(mapAt(term, "labelSelector"), `${place}.labelSelector`),
    ]),
  ];
}
