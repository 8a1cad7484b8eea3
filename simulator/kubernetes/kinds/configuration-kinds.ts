import { isDeepStrictEqual } from "node:util";
import { forbidden, invalid, required, when, type ObjectProblem } from "../cluster/api-problem";
import { mapAt, nameOf, numberAt, textAt, textsAt, type KubeMap, type KubeObject } from "../cluster/kube-object";
import type { KindRules } from "./kind-rules";
import { noneOf } from "./label-selector";

/** The most that a ConfigMap or Secret holds, in bytes (Kubernetes, core.MaxSecretSize). */
const mostBytes = 1024 * 1024;

function keyProblems(object: KubeObject): readonly ObjectProblem[] {
  const entries = ["data", "binaryData"].flatMap((part) =>
    Object.entries(textsAt(object, part)).map((entry) => ({ part, entry })),
  );
  const size = entries.reduce((sum, { entry: [, value] }) => sum + Buffer.byteLength(value), 0);
  return [
    ...entries.flatMap(({ part, entry: [key] }) =>
      when(!/^[-._a-zA-Z0-9]+$/.test(key) || key === "." || key.startsWith("..") || key.length > 253, () =>
        invalid(`${part}[${key}]`, key, "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"),
      ),
    ),
    ...Object.keys(mapAt(object, "binaryData")).flatMap((key) =>
      when(mapAt(object, "data")[key] !== undefined, () =>
        invalid(`data[${key}]`, key, "duplicate of key present in binaryData"),
      ),
    ),
    ...when(size > mostBytes, () => ({ field: "", message: `Too long: may not be more than ${mostBytes} bytes` })),
  ];
}

/** What is immutable stays as it is, the mark included. */
function immutableProblems(previous: KubeObject, object: KubeObject): readonly ObjectProblem[] {
  if (previous["immutable"] !== true) return [];
  return [
    ...when(object["immutable"] !== true, () => forbidden("immutable", "field is immutable when `immutable` is set")),
    ...["data", "binaryData"].flatMap((part) =>
      when(!isDeepStrictEqual(previous[part], object[part]), () =>
        forbidden(part, "field is immutable when `immutable` is set"),
      ),
    ),
  ];
}

const configMap: KindRules = {
  groupKind: "/ConfigMap",
  counted: false,
  check: keyProblems,
  checkChange: immutableProblems,
};

/** Texts are kept as bytes: `stringData` is a way in only. */
function withBytes(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object;
  if (stringData === undefined) return object;
  const encoded = Object.entries(textsAt(stringData)).map(([key, value]) => [
    key,
    Buffer.from(value).toString("base64"),
  ]);
  return { ...rest, data: { ...mapAt(object, "data"), ...(Object.fromEntries(encoded) as KubeMap) } };
}

function tlsProblems(object: KubeObject): readonly ObjectProblem[] {
  if (textAt(object, "type") !== "kubernetes.io/tls") return [];
  return ["tls.crt", "tls.key"].flatMap((key) =>
    when(mapAt(object, "data")[key] === undefined, () => required(`data[${key}]`)),
  );
}

const secret: KindRules = {
  groupKind: "/Secret",
  counted: false,
  normalized: withBytes,
  defaults: (object) => ({ type: "Opaque", ...object }),
  check: (object) => [...keyProblems(object), ...tlsProblems(object)],
  checkChange: (previous, object) => [
    ...when(previous["type"] !== object["type"], () =>
      invalid("type", textAt(object, "type") ?? "", "field is immutable"),
    ),
    ...immutableProblems(previous, object),
  ],
};

/** Values above this are the system's own (Kubernetes, scheduling.HighestUserDefinablePriority). */
const highestPriority = 1_000_000_000;

const priorityClass: KindRules = {
  groupKind: "scheduling.k8s.io/PriorityClass",
  defaults: (object) => ({ preemptionPolicy: "PreemptLowerPriority", ...object }),
  check: (object) => {
    const system = nameOf(object).startsWith("system-");
    return [
      ...when(system, () =>
        forbidden("metadata.name", "priority class names with 'system-' prefix are reserved for system use only"),
      ),
      ...when(!system && (numberAt(object, "value") ?? 0) > highestPriority, () =>
        forbidden("value", `maximum allowed value of a user defined priority is ${highestPriority}`),
      ),
      ...noneOf(textAt(object, "preemptionPolicy"), ["Never", "PreemptLowerPriority"], "preemptionPolicy"),
    ];
  },
  checkChange: (previous, object) => [
    ...when(previous["value"] !== object["value"], () => forbidden("value", "may not be changed in an update.")),
    ...when(previous["preemptionPolicy"] !== object["preemptionPolicy"], () =>
      invalid("preemptionPolicy", textAt(object, "preemptionPolicy") ?? "", "field is immutable"),
    ),
  ],
};

/** Data that workloads read, and the order in which they get room. */
export const configurationKinds: readonly KindRules[] = [configMap, secret, priorityClass];
