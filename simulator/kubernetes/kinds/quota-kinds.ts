import { invalid, notModelled, required, when, type ObjectProblem } from "../cluster/api-problem";
import {
  at,
  listAt,
  mapAt,
  mapsAt,
  textAt,
  withPart,
  type KubeMap,
  type KubeObject,
  written,
} from "../cluster/kube-object";
import { isDeepStrictEqual } from "node:util";
import type { KindRules } from "./kind-rules";
import { noneOf } from "./label-selector";
import { quantityValue } from "./quantity";

const limited = ["cpu", "memory", "ephemeral-storage"];
/** Quotas that are not the count of a kind (kubernetes.io, "Resource Quotas"). */
const quotaNames = new Set([
  ...limited,
  ...limited.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...["requests.storage", "pods", "services", "services.loadbalancers", "services.nodeports", "secrets", "configmaps"],
  ...["persistentvolumeclaims", "replicationcontrollers", "resourcequotas"],
]);

function hardProblems(object: KubeObject): readonly ObjectProblem[] {
  return Object.entries(mapAt(object, "spec", "hard")).flatMap(([name, amount]) => {
    const field = `spec.hard[${name}]`;
    return [
      ...when(
        !quotaNames.has(name) && !name.includes("/") && !name.startsWith("requests.") && !name.startsWith("hugepages-"),
        () => invalid(field, name, "must be a standard resource for quota"),
      ),
      ...when(quantityValue(written(amount)) < 0, () =>
        invalid(field, written(amount), "must be greater than or equal to 0"),
      ),
    ];
  });
}

const resourceQuota: KindRules = {
  groupKind: "/ResourceQuota",
  counted: false,
  check: (object) => [
    ...hardProblems(object),
    ...listAt(object, "spec", "scopes").flatMap((scope, i) =>
      noneOf(
        written(scope),
        [
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity",
          "VolumeAttributesClass",
        ],
        `spec.scopes[${i}]`,
      ),
    ),
  ],
  admit: ({ object }) => {
    if (["scopes", "scopeSelector"].some((name) => at(object, "spec", name) !== undefined)) {
      throw notModelled("A quota for some pods only (scopes)");
    }
  },
  checkChange: (previous, object) =>
    when(!isDeepStrictEqual(at(previous, "spec", "scopes"), at(object, "spec", "scopes")), () =>
      invalid("spec.scopes", listAt(object, "spec", "scopes"), "field is immutable"),
    ),
};

/** What a limit for containers says of one value follows from the others (Kubernetes, SetDefaults_LimitRangeItem). */
function limitDefaults(limit: KubeMap): KubeMap {
  if (textAt(limit, "type") !== "Container") return limit;
  const defaults = { ...mapAt(limit, "max"), ...mapAt(limit, "default") };
  const requests = { ...mapAt(limit, "min"), ...defaults, ...mapAt(limit, "defaultRequest") };
  return {
    ...limit,
    ...(Object.keys(defaults).length > 0 && { default: defaults }),
    ...(Object.keys(requests).length > 0 && { defaultRequest: requests }),
  };
}

/** Values that must not exceed the next one. */
const ladder = ["min", "defaultRequest", "default", "max"];

function limitProblems(limit: KubeMap, i: number): readonly ObjectProblem[] {
  const field = `spec.limits[${i}]`;
  const type = textAt(limit, "type") ?? "";
  const names = new Set(ladder.flatMap((step) => Object.keys(mapAt(limit, step))));
  return [
    ...when(type === "", () => required(`${field}.type`)),
    ...when(type === "Pod" && (limit["default"] !== undefined || limit["defaultRequest"] !== undefined), () => ({
      field: `${field}.default`,
      message: "Forbidden: may not be specified when `type` is 'Pod'",
    })),
    ...[...names].flatMap((name) => orderProblems(limit, name, field)),
  ];
}

function orderProblems(limit: KubeMap, name: string, field: string): readonly ObjectProblem[] {
  const given = ladder.flatMap((step) => {
    const amount = at(limit, step, name);
    return amount === undefined ? [] : [{ step, text: written(amount) }];
  });
  return given.flatMap(({ step, text }, i) => {
    const next = given.slice(i + 1).find((other) => quantityValue(other.text) < quantityValue(text));
    return when(next !== undefined, () =>
      invalid(
        `${field}.${step}[${name}]`,
        text,
        `${step} value ${text} is greater than ${next?.step ?? ""} value ${next?.text ?? ""}`,
      ),
    );
  });
}

const limitRange: KindRules = {
  groupKind: "/LimitRange",
  counted: false,
  defaults: (object) => withPart(object, "spec", { limits: mapsAt(object, "spec", "limits").map(limitDefaults) }),
  check: (object) => {
    const limits = mapsAt(object, "spec", "limits");
    const types = limits.map((limit) => textAt(limit, "type"));
    return [
      ...limits.flatMap(limitProblems),
      ...types.flatMap((type, i) =>
        when(types.indexOf(type) !== i, () => ({
          field: `spec.limits[${i}].type`,
          message: `Duplicate value: "${type ?? ""}"`,
        })),
      ),
    ];
  },
};

/** How much of the cluster a namespace may use. */
export const quotaKinds: readonly KindRules[] = [resourceQuota, limitRange];
